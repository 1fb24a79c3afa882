package dev.voltaire.api.http;

import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.value.ExpectedVersion;
import jakarta.ws.rs.core.EntityTag;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// Edit conflicts over HTTP: a version leaves as `ETag` and comes back as `If-Match` (RFC 9110 §13.1.1).
public final class Versioned {
    private static final Pattern TAG = Pattern.compile("(?:W/)?\"(\\d{1,9})\"");

    private Versioned() {}

    public static <T> RestResponse<T> ok(T body, int version) {
        return RestResponse.ResponseBuilder.ok(body).tag(tag(version)).build();
    }

    public static <T> RestResponse<T> created(T body, int version, URI location) {
        return RestResponse.ResponseBuilder.<T>create(RestResponse.Status.CREATED)
                .entity(body)
                .location(location)
                .tag(tag(version))
                .build();
    }

    /// What was created, and where it is now.
    public static <T extends Tagged> RestResponse<T> created(T body, URI location) {
        return created(body, body.revision(), location);
    }

    /// @throws ProblemException PRECONDITION_REQUIRED without the header, EDIT_CONFLICT when it is no tag of ours
    public static ExpectedVersion expected(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.isBlank()) {
            throw new ProblemException(Problem.PRECONDITION_REQUIRED);
        }
        Matcher matcher = TAG.matcher(ifMatch.strip());
        if (!matcher.matches()) {
            throw new ProblemException(Problem.EDIT_CONFLICT);
        }
        return new ExpectedVersion(Integer.parseInt(matcher.group(1)));
    }

    private static EntityTag tag(int version) {
        return new EntityTag(Integer.toString(version));
    }
}
