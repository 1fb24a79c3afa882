package dev.voltaire.api.me;

import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.identity.CurrentCaller;
import dev.voltaire.legal.PersonalData;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Everything we keep about the signed-in person.
@Path("/api/v1/me/data-export")
@Tag(name = "Me")
@Authenticated
@RunOnVirtualThread
public class DataExportResource {
    private final SignedInCaller caller;
    private final CurrentCaller current;
    private final PersonalData data;

    @Inject
    DataExportResource(SignedInCaller caller, CurrentCaller current, PersonalData data) {
        this.caller = caller;
        this.current = current;
        this.data = data;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Everything kept about the own person",
            description = "Account, profiles, tokens, sessions, consents and support tickets (GDPR Art. 15 and 20).")
    @APIResponse(
            responseCode = "200",
            description = "One JSON object, for download",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(name = "PersonalData", type = SchemaType.OBJECT)))
    public Response export() {
        UUID own = caller.get().userId();
        // A profile in a unit the person has left meanwhile is still about the person.
        String json = current.asSystem(() -> data.export(own));
        return Response.ok(json)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"personal-data.json\"")
                .build();
    }
}
