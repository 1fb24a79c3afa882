package dev.voltaire.api.invoice;

import com.fasterxml.jackson.databind.JsonNode;
import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.api.einvoice.Form;
import dev.voltaire.api.http.MergePatch;
import dev.voltaire.api.http.Versioned;
import dev.voltaire.invoice.InvoiceSettings;
import dev.voltaire.invoice.InvoiceSettingsRepository;
import dev.voltaire.organisation.OrganisationUnitRepository;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// How an organisational unit wants its invoices.
@Path("/api/v1/org-units/{id}/invoice-settings")
@Tag(name = "Invoices")
@RolesAllowed({"SUPPORT_AGENT", "ORG_UNIT_ADMIN", "PLATFORM_OPERATOR"})
@RunOnVirtualThread
public class InvoiceSettingsResource {
    private final SignedInCaller caller;
    private final OrganisationUnitRepository units;
    private final InvoiceSettingsRepository settings;
    private final MergePatch patches;

    @Inject
    InvoiceSettingsResource(
            SignedInCaller caller,
            OrganisationUnitRepository units,
            InvoiceSettingsRepository settings,
            MergePatch patches) {
        this.patches = patches;
        this.caller = caller;
        this.units = units;
        this.settings = settings;
    }

    /// `endpoint` is where e-invoices reach the customer, `scheme:identifier` (as in `0106:24123456`); without it the
    /// VAT number decides. With an `eInvoiceChannel` every invoice is delivered there in the `eInvoiceForm`.
    /// `mailAttachments` travel with its mail beside the PDF.
    @Schema(name = "OrgUnitInvoiceSettings")
    public record Body(
            InvoiceSettings.@NotNull Grouping invoicePer,
            boolean linePerCostCentre,
            @Nullable @Size(max = 100) String purchaseOrder,
            @Nullable @Size(max = 100) String contactName,

            @Nullable @Pattern(regexp = "[0-9A-Z]{2,4}:\\S{1,60}")
            String endpoint,

            InvoiceSettings.@Nullable Channel eInvoiceChannel,
            @Nullable Form eInvoiceForm,
            @Nullable Set<InvoiceSettings.@NotNull MailAttachment> mailAttachments) {

        static Body of(InvoiceSettings.Particulars settings) {
            return new Body(
                    settings.invoicePer(),
                    settings.linePerCostCentre(),
                    settings.purchaseOrder(),
                    settings.contactName(),
                    settings.endpoint(),
                    settings.channel(),
                    settings.form() == null ? null : Form.valueOf(settings.form()),
                    settings.mailAttachments());
        }

        InvoiceSettings.Particulars particulars() {
            return new InvoiceSettings.Particulars(
                    invoicePer,
                    linePerCostCentre,
                    purchaseOrder,
                    contactName,
                    endpoint,
                    eInvoiceChannel,
                    eInvoiceForm == null ? null : eInvoiceForm.name(),
                    mailAttachments == null ? Set.of() : mailAttachments);
        }
    }

    @GET
    @Transactional
    @Operation(summary = "How a unit wants its invoices")
    @APIResponseSchema(Body.class)
    @APIResponse(responseCode = "404", description = "not-found: none, or outside the caller's units")
    public RestResponse<Body> get(@RestPath UUID id) {
        InvoiceSettings found = settings.of(units.get(id, caller.get().scope()).id());
        return Versioned.ok(Body.of(found.particulars()), found.revision());
    }

    @PATCH
    @Consumes({MediaType.APPLICATION_JSON, MergePatch.MEDIA_TYPE})
    @Transactional
    @Operation(summary = "Choose how a unit gets its invoices", description = "From the next run on.")
    @RequestBody(content = @Content(schema = @Schema(implementation = Body.class)))
    @APIResponse(
            responseCode = "200",
            description = "Changed",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Body.class)))
    @APIResponse(responseCode = "404", description = "not-found: none, or outside the caller's units")
    @APIResponse(responseCode = "412", description = "edit-conflict")
    public RestResponse<Body> change(
            @RestPath UUID id, @HeaderParam("If-Match") @Nullable String ifMatch, @NotNull JsonNode patch) {
        UUID unit = units.get(id, caller.get().scope()).id();
        InvoiceSettings present = settings.of(unit);
        Versioned.expected(ifMatch).mustBe(present.revision());
        Body wanted = patches.merge(Body.class, Body.of(present.particulars()), patch);
        InvoiceSettings changed = settings.change(unit, wanted.particulars());
        return Versioned.ok(Body.of(changed.particulars()), changed.revision());
    }
}
