package dev.voltaire.demo.cpo;

/// What goes wrong at an operator's server, beyond what its data says.
public enum Misbehaviour {
    NONE,
    /// Every call fails, as if it were down.
    DOWN,
    /// Every answer takes two seconds.
    SLOW,
    /// Every second request is one too many; `Retry-After` says one second.
    TOO_MANY,
    /// The same, without saying when to come back.
    TOO_MANY_WITHOUT_RETRY_AFTER,
    /// Every third request ends in HTTP 500 with a page of HTML.
    FAULTS,
    /// A page that is listed as longer breaks off in the middle of its JSON.
    TORN_PAGES,
    /// Pages hold fewer objects than were asked for, and nothing says where the next one is.
    SHORT_PAGES_WITHOUT_LINK,
    /// The link to the next page names this one.
    LINKS_IN_A_CIRCLE,
    /// The link to the next page is an address that nobody serves.
    LINKS_TO_NOWHERE,
    /// Our token is refused.
    UNAUTHORISED,
    /// HTTP 200, an empty list and the code of a server error.
    EMPTY_FAULT,
    /// HTTP 200 and the proud page of a proxy, whatever was asked.
    HTML,
    /// HTTP 200 and bytes that mean nothing.
    GARBAGE,
    /// No answer at all.
    SILENT
}
