//! Addresses of digital copies, read by what the publisher tables say of hosts and paths.
//!
//! Where an address stands in a text is for the parser; what it opens is for the tables here.

use std::borrow::Cow;
use std::ops::Range;

use super::lookup::{HostKind, Schemas};
use super::model::Publisher;

/// An address (RFC 3986) cut at its host, path and query; ranges of its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address<'a> {
    /// The whole address.
    pub text: &'a str,
    /// The host, without user and port.
    pub host: Range<usize>,
    /// The path with its leading slash; may be empty.
    pub path: Range<usize>,
    /// The query without its question mark; empty where there is none.
    pub query: Range<usize>,
}

impl<'a> Address<'a> {
    /// Reads an address; `None` when it has no scheme or no host.
    pub fn read(text: &'a str) -> Option<Self> {
        let start = memchr::memmem::find(text.as_bytes(), b"://")? + 3;
        let authority_end = text[start..].find(['/', '?', '#']).map_or(text.len(), |at| start + at);
        let host_start = text[start..authority_end].rfind('@').map_or(start, |at| start + at + 1);
        let host_end = text[host_start..authority_end].find(':').map_or(authority_end, |at| host_start + at);
        let path_end = text[authority_end..].find(['?', '#']).map_or(text.len(), |at| authority_end + at);
        let fragment = text[path_end..].find('#').map_or(text.len(), |at| path_end + at);
        let query = if text[path_end..].starts_with('?') { path_end + 1..fragment } else { path_end..path_end };
        (host_start < host_end).then_some(Self { text, host: host_start..host_end, path: authority_end..path_end, query })
    }

    /// The host in lower case.
    pub fn host_name(&self) -> Cow<'a, str> {
        let host = &self.text[self.host.clone()];
        if host.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) { host.into() } else { host.to_lowercase().into() }
    }

    /// The path.
    pub fn path(&self) -> &'a str {
        &self.text[self.path.clone()]
    }

    /// Whether it is sent in the clear.
    pub fn is_insecure(&self) -> bool {
        self.text.get(..7).is_some_and(|lead| lead.eq_ignore_ascii_case("http://"))
    }
}

impl Schemas {
    /// The publisher whose site an address is on, and what the host is to it; a leading `www.` does not count.
    pub fn site(&self, address: &str) -> Option<(&Publisher, HostKind)> {
        self.site_of(&Address::read(address)?)
    }

    fn site_of(&self, address: &Address<'_>) -> Option<(&Publisher, HostKind)> {
        let host = address.host_name();
        self.publisher_of_host(&host).or_else(|| match host.strip_prefix("www.") {
            Some(bare) => self.publisher_of_host(bare),
            None => self.publisher_of_host(&format!("www.{host}")),
        })
    }

    /// The publisher of an address and the part of it that stands where the record ID belongs, whatever that part is.
    pub fn record_segment(&self, address: &str) -> Option<(&Publisher, Range<usize>)> {
        let read = Address::read(address)?;
        let (publisher, kind) = self.site_of(&read)?;
        if kind == HostKind::ThirdParty {
            return None;
        }
        let (lead, _) = publisher.record_path.as_deref()?.split_once("{id}")?;
        let path = read.path.start;
        let start = path + memchr::memmem::find(&address.as_bytes()[path..], lead.as_bytes())? + lead.len();
        let end = start + address[start..].find(['/', '?', '#', '.']).unwrap_or(address.len() - start);
        (start < end).then_some((publisher, start..end))
    }

    /// The publisher of an address and the record ID in it.
    pub fn record_in_address(&self, address: &str) -> Option<(&Publisher, Range<usize>)> {
        let (publisher, segment) = self.record_segment(address)?;
        let id = &address[segment.clone()];
        let digits = || id.bytes().all(|byte| byte.is_ascii_digit());
        self.is_record_id(publisher, id).unwrap_or_else(digits).then_some((publisher, segment))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_cut_at_host_path_and_query() {
        let parts =
            |text| Address::read(text).map(|address: Address<'_>| (address.host_name(), address.path().to_owned(), &text[address.query]));
        assert_eq!(parts("https://A.org:80/x/1?q=2#top"), Some(("a.org".into(), "/x/1".into(), "q=2")));
        assert_eq!(parts("http://me@a.org"), Some(("a.org".into(), String::new(), "")));
        assert_eq!(parts("http://"), None);
        assert_eq!(parts("a.org/x"), None);
    }

    #[test]
    fn the_www_of_a_host_does_not_count() {
        let schemas = Schemas::builtin();
        let kind = |address: &str| schemas.site(address).map(|(publisher, kind)| (publisher.id.as_str(), kind));
        assert_eq!(kind("https://www.docslib.org/doc/1"), Some(("wcda", HostKind::ThirdParty)));
        assert_eq!(kind("https://cia.gov/readingroom"), Some(("cia-foia", HostKind::Canonical)));
        assert_eq!(kind("https://example.org/"), None);
    }
}
