package dev.voltaire.api.legal;

import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.api.http.Locales;
import dev.voltaire.legal.Consents;
import dev.voltaire.legal.LegalDocument;
import dev.voltaire.legal.LegalDocumentRepository;
import dev.voltaire.message.Language;
import dev.voltaire.organisation.OrganisationUnitRepository;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/// Terms, privacy policy, licence agreement. Everybody may read them, also before signing in.
@Path("/api/v1/legal-documents")
@Tag(name = "Legal documents")
@RunOnVirtualThread
public class LegalDocumentResource {
    private final SignedInCaller caller;
    private final Consents consents;
    private final LegalDocumentRepository documents;
    private final OrganisationUnitRepository units;

    @Inject
    LegalDocumentResource(
            SignedInCaller caller,
            Consents consents,
            LegalDocumentRepository documents,
            OrganisationUnitRepository units) {
        this.units = units;
        this.caller = caller;
        this.consents = consents;
        this.documents = documents;
    }

    /// A text in one language.
    @Schema(name = "LegalDocument")
    public record Body(
            UUID id,
            LegalDocument.Type type,
            int version,
            String language,
            String title,
            @Schema(description = "Markdown") String content,
            Instant publishedAt) {

        static Body of(LegalDocument document) {
            return new Body(
                    document.id(),
                    document.type(),
                    document.version(),
                    document.language().tag(),
                    document.title(),
                    document.content(),
                    document.publishedAt());
        }
    }

    /// A version in one language.
    @Schema(name = "LegalDocumentRequest")
    public record Request(
            @NotNull LegalDocument.Type type,

            @NotNull @Min(1) @Schema(description = "The newest, for a translation, or the next one")
            Integer version,

            @NotBlank @Schema(description = "en, fr, nl, de or it")
            String language,

            @NotBlank @Size(max = 200) String title,

            @NotBlank @Size(max = 500_000) @Schema(description = "Markdown")
            String content) {}

    @GET
    @Path("/{type}")
    @PermitAll
    @Transactional
    @Operation(
            summary = "The version in force",
            description =
                    "In the language asked for, that of the unit, or the best of Accept-Language; in English where it was not"
                            + " translated.")
    @APIResponseSchema(Body.class)
    @APIResponse(responseCode = "404", description = "not-found: nothing is published")
    public Body current(
            @RestPath LegalDocument.Type type,
            @QueryParam("language") @Parameter(description = "en, fr, nl, de or it") @Nullable String language,
            @QueryParam("orgUnitId") @Parameter(description = "In the language of this unit") @Nullable UUID orgUnitId,
            @HeaderParam("Accept-Language") @Parameter(hidden = true) @Nullable String acceptLanguage) {
        Language wanted = language == null
                ? units.language(orgUnitId).orElseGet(() -> Language.accepting(acceptLanguage))
                : Locales.parse(language, "language");
        return documents.current(type, wanted).map(Body::of).orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
    }

    @GET
    @Path("/{type}/versions")
    @RolesAllowed("PLATFORM_OPERATOR")
    @Transactional
    @Operation(summary = "All versions in all languages, newest first", description = "The platform operator only.")
    public List<Body> versions(@RestPath LegalDocument.Type type) {
        return documents.versions(type).stream().map(Body::of).toList();
    }

    @POST
    @RolesAllowed("PLATFORM_OPERATOR")
    @Transactional
    @ResponseStatus(201)
    @Operation(
            summary = "Publish a version or a translation of it",
            description =
                    "What is published never changes. Everybody has to accept a new version. The platform operator"
                            + " only.")
    @APIResponse(
            responseCode = "201",
            description = "Published",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Body.class)))
    @APIResponse(responseCode = "400", description = "invalid-parameter: the version is superseded or leaves a gap")
    @APIResponse(responseCode = "409", description = "already-exists: in this language")
    public Body publish(@Valid @NotNull Request request) {
        return Body.of(consents.publish(
                request.type(),
                Locales.parse(request.language(), "language"),
                request.version(),
                request.title(),
                request.content(),
                caller.get()));
    }
}
