package dev.voltaire.api.http;

import com.fasterxml.jackson.annotation.JsonIgnore;

/// An answer that shows one version of something editable. It leaves with the version as its `ETag`, and a `GET` whose
/// `If-None-Match` names that tag is answered 304 without it. Resources just return it.
public interface Tagged {

    /// The version, which is not part of the body.
    @JsonIgnore
    int revision();
}
