package dev.voltaire.api.me;

import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.identity.OwnAccount;
import dev.voltaire.identity.User;
import dev.voltaire.legal.Consent;
import dev.voltaire.legal.Consents;
import dev.voltaire.legal.LegalDocument;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/// What the signed-in person has to accept and has accepted.
@Path("/api/v1/me/consents")
@Tag(name = "Me")
@Authenticated
@RunOnVirtualThread
public class ConsentResource {
    private final SignedInCaller caller;
    private final OwnAccount account;
    private final OwnLanguage languages;
    private final Consents consents;

    @Inject
    ConsentResource(SignedInCaller caller, OwnAccount account, OwnLanguage languages, Consents consents) {
        this.caller = caller;
        this.account = account;
        this.languages = languages;
        this.consents = consents;
    }

    /// A document in force in the own language. Without `acceptedAt` it is still to be accepted.
    @Schema(name = "ConsentStanding")
    public record Body(
            UUID documentId,
            LegalDocument.Type type,
            int version,
            String language,
            String title,
            @Nullable Instant acceptedAt,

            @Nullable @Schema(description = "The language it was read in")
            String acceptedLanguage) {

        static Body of(Consents.Standing standing) {
            LegalDocument document = standing.document();
            Consent given = standing.consent();
            return new Body(
                    document.id(),
                    document.type(),
                    document.version(),
                    document.language().tag(),
                    document.title(),
                    given == null ? null : given.acceptedAt(),
                    given == null ? null : given.language().tag());
        }
    }

    /// Which text was accepted: its version and language are those of the document.
    @Schema(name = "ConsentRequest")
    public record Request(@NotNull UUID documentId) {}

    @GET
    @Transactional
    @Operation(
            summary = "The documents in force and which of them are accepted",
            description = "In the own language, else that of the organisation unit.")
    public List<Body> list() {
        User user = account.of(caller.get());
        return consents.standing(user.id(), languages.of(user)).stream()
                .map(Body::of)
                .toList();
    }

    @POST
    @Transactional
    @ResponseStatus(204)
    @Operation(summary = "Accept a document", description = "Once more changes nothing.")
    @APIResponse(responseCode = "204", description = "Recorded with version, language and time")
    @APIResponse(responseCode = "404", description = "not-found")
    @APIResponse(responseCode = "409", description = "wrong-state: a newer version is in force")
    public void accept(@Valid @NotNull Request request) {
        User user = account.of(caller.get());
        consents.accept(
                request.documentId(),
                caller.get(),
                user.organisationUnitIds().stream().findFirst().orElse(null));
    }
}
