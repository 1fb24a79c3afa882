package dev.voltaire.api.token;

import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.token.TokenBlock;
import dev.voltaire.token.TokenBlocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Many tokens blocked at once.
@Path("/api/v1/tokens/bulk-blocks")
@Tag(name = "Tokens")
@RolesAllowed({"SUPPORT_AGENT", "ORG_UNIT_ADMIN", "PLATFORM_OPERATOR"})
@RunOnVirtualThread
public class BulkBlockResource {
    private final SignedInCaller caller;
    private final TokenBlocking blocking;

    @Inject
    BulkBlockResource(SignedInCaller caller, TokenBlocking blocking) {
        this.caller = caller;
        this.blocking = blocking;
    }

    /// Which tokens, and why.
    @Schema(name = "BulkBlockRequest")
    public record Request(
            @NotEmpty @Size(max = 500) Set<@NotNull UUID> tokenIds,
            @NotNull TokenBlock.Reason reason,
            @Nullable @Size(max = 500) String note) {}

    /// What became of them.
    @Schema(name = "BulkBlockReport")
    public record Report(int blocked, List<Failure> failures) {}

    /// A token that could not be blocked, with the code of the problem.
    @Schema(name = "BulkBlockFailure")
    public record Failure(
            UUID tokenId,
            @Schema(examples = "token-deactivated") String code) {}

    @POST
    @Operation(
            summary = "Block many tokens for a while",
            description = "Each in a transaction of its own: one that cannot be blocked does not save the others.")
    @APIResponse(
            responseCode = "200",
            description = "How many, and which not",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Report.class)))
    public Report block(@Valid @NotNull Request request) {
        TokenBlock.Initiator initiator =
                caller.get().isOperator() ? TokenBlock.Initiator.OPERATOR : TokenBlock.Initiator.ADMINISTRATOR;
        List<Failure> failures = new ArrayList<>();
        for (UUID token : request.tokenIds()) {
            try {
                blocking.block(token, request.reason(), initiator, request.note(), caller.get());
            } catch (ProblemException refused) {
                failures.add(new Failure(token, refused.problem().code()));
            }
        }
        return new Report(request.tokenIds().size() - failures.size(), failures);
    }
}
