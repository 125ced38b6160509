//! The record as `opiska extract --format json` prints it: the published shape of a record.
