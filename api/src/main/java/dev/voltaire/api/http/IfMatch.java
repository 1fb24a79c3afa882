package dev.voltaire.api.http;

import dev.voltaire.problem.ProblemException;
import dev.voltaire.value.ExpectedVersion;
import jakarta.ws.rs.HeaderParam;
import org.jspecify.annotations.Nullable;

/// What somebody saw before deciding: the `If-Match` of a decision. A bean parameter, `approve(@BeanParam IfMatch
/// seen)`;
/// that 412 and 428 are answers then, the document says by itself.
public class IfMatch {
    @HeaderParam("If-Match")
    @Nullable
    String tag;

    /// @throws ProblemException PRECONDITION_REQUIRED without the header, EDIT_CONFLICT when it is no tag of ours
    public ExpectedVersion version() {
        return Versioned.expected(tag);
    }
}
