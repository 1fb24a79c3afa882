package dev.voltaire.api.invoice;

import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.api.einvoice.Form;
import dev.voltaire.invoice.Invoice;
import dev.voltaire.invoice.InvoiceDocuments;
import dev.voltaire.invoice.InvoiceDocuments.Key;
import dev.voltaire.invoice.InvoiceDocuments.Stored;
import dev.voltaire.invoice.InvoiceDocuments.Type;
import dev.voltaire.invoice.InvoiceRepository;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/// The documents of an invoice.
@Path("/api/v1/invoices/{id}")
@Tag(name = "Invoices")
@RolesAllowed({"SUPPORT_AGENT", "ORG_UNIT_ADMIN", "PLATFORM_OPERATOR"})
@RunOnVirtualThread
public class InvoiceDocumentResource {
    private final SignedInCaller caller;
    private final InvoiceRepository invoices;
    private final InvoiceDocuments documents;
    private final InvoicePrinting printing;

    @Inject
    InvoiceDocumentResource(
            SignedInCaller caller, InvoiceRepository invoices, InvoiceDocuments documents, InvoicePrinting printing) {
        this.caller = caller;
        this.invoices = invoices;
        this.documents = documents;
        this.printing = printing;
    }

    /// How a browser treats a document.
    public enum Disposition {
        inline,
        attachment
    }

    /// How a document is written.
    @Schema(name = "InvoiceDocumentFormat")
    public enum Format {
        pdf(InvoicePrinting.PDF),
        csv(InvoicePrinting.CSV),
        xlsx(InvoicePrinting.XLSX),
        xml(InvoicePrinting.XML);

        private final String mediaType;

        Format(String mediaType) {
            this.mediaType = mediaType;
        }
    }

    /// A document that has been made. `sha256` is of its bytes, in hexadecimal digits; `form` is that of an e-invoice.
    @Schema(name = "InvoiceDocument")
    public record Listed(Type type, @Nullable Form form, String mediaType, int size, String sha256, Instant createdAt) {
        static Listed of(InvoiceDocuments.Listed document) {
            return new Listed(
                    document.type(),
                    document.form().isEmpty() ? null : Form.valueOf(document.form()),
                    document.mediaType(),
                    document.size(),
                    document.sha256(),
                    document.createdAt());
        }
    }

    @GET
    @Path("/documents")
    @Transactional
    @Operation(summary = "The documents that have been made of an invoice", description = "Oldest first.")
    @APIResponse(
            responseCode = "200",
            description = "All",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(type = SchemaType.ARRAY, implementation = Listed.class)))
    @APIResponse(responseCode = "404", description = "not-found: none, or outside the caller's units")
    public List<Listed> documents(@RestPath UUID id) {
        return documents.of(invoices.get(id, caller.get().scope())).stream()
                .map(Listed::of)
                .toList();
    }

    @GET
    @Path("/document")
    @Produces({InvoicePrinting.PDF, InvoicePrinting.CSV, InvoicePrinting.XLSX, InvoicePrinting.XML})
    @Transactional
    @Operation(
            summary = "A document of an invoice",
            description = "`INVOICE` is a PDF/A-3 with the Factur-X data inside, `SPECIFICATION` lists every CDR with "
                    + "its cost components as pdf, csv or xlsx, `E_INVOICE` is the xml of a `form`. A document is "
                    + "rendered once: its ETag never changes.")
    @APIResponse(
            responseCode = "200",
            description = "The document",
            content = {
                @Content(mediaType = InvoicePrinting.PDF),
                @Content(mediaType = InvoicePrinting.CSV),
                @Content(mediaType = InvoicePrinting.XLSX),
                @Content(mediaType = InvoicePrinting.XML)
            })
    @APIResponse(responseCode = "304", description = "The caller has it already")
    @APIResponse(responseCode = "400", description = "invalid-parameter: the document does not exist in that format")
    @APIResponse(responseCode = "404", description = "not-found: none, or outside the caller's units")
    @APIResponse(
            responseCode = "409",
            description = "wrong-state: a draft has no document; e-invoice-incomplete; specification-too-long")
    public Response document(
            @RestPath UUID id,
            @QueryParam("type") @DefaultValue("INVOICE") Type type,
            @QueryParam("format") @Nullable Format format,
            @QueryParam("form") @DefaultValue("FACTUR_X") Form form,
            @QueryParam("disposition") @DefaultValue("inline") Disposition disposition,
            @Context Request request) {
        Invoice invoice = invoices.get(id, caller.get().scope());
        if (!invoice.isFinal()) {
            throw new ProblemException(Problem.WRONG_STATE, id, invoice.status());
        }
        Format written = written(type, format);
        String variant = type == Type.E_INVOICE ? form.name() : "";
        Stored stored = printing.document(invoice, new Key(type, variant, written.mediaType));
        EntityTag tag = new EntityTag(stored.sha256());
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
        if (unchanged != null) {
            return unchanged.tag(tag).build();
        }
        return Response.ok(stored.content(), written.mediaType)
                .tag(tag)
                .header(
                        "Content-Disposition",
                        disposition + "; filename=\"" + name(invoice, type, form, written) + "\"")
                .build();
    }

    private static Format written(Type type, @Nullable Format asked) {
        Format written = asked != null ? asked : type == Type.E_INVOICE ? Format.xml : Format.pdf;
        boolean possible = switch (type) {
            case INVOICE -> written == Format.pdf;
            case SPECIFICATION -> written != Format.xml;
            case E_INVOICE -> written == Format.xml;
        };
        if (!possible) {
            throw new ProblemException(Problem.INVALID_PARAMETER, "format");
        }
        return written;
    }

    private static String name(Invoice invoice, Type type, Form form, Format format) {
        String suffix = switch (type) {
            case INVOICE -> "";
            case SPECIFICATION -> "-specification";
            case E_INVOICE ->
                "-" + form.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        };
        return invoice.reference() + suffix + "." + format;
    }
}
