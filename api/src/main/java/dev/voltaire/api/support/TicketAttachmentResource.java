package dev.voltaire.api.support;

import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.problem.Violation;
import dev.voltaire.support.Support;
import dev.voltaire.support.SupportTicketRepository;
import dev.voltaire.support.TicketAttachment;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;

/// Files of a ticket: pictures, PDF, text. They are told by what is in them and always served for download.
@Path("/api/v1/support-tickets/{id}/attachments")
@Tag(name = "Support")
@Authenticated
@RunOnVirtualThread
public class TicketAttachmentResource {
    private static final int LONGEST_NAME = 100;

    private final SignedInCaller caller;
    private final Support support;
    private final SupportTicketRepository tickets;

    @Inject
    TicketAttachmentResource(SignedInCaller caller, Support support, SupportTicketRepository tickets) {
        this.caller = caller;
        this.support = support;
        this.tickets = tickets;
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Transactional
    @ResponseStatus(201)
    @Operation(summary = "Attach a file", description = "PNG, JPEG, PDF or UTF-8 text up to 4 MB, ten a ticket.")
    @APIResponse(
            responseCode = "201",
            description = "Attached",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = TicketAttachment.Summary.class)))
    @APIResponse(responseCode = "409", description = "wrong-state: closed, or it has ten already")
    @APIResponse(responseCode = "413", description = "body-too-large")
    @APIResponse(responseCode = "415", description = "unsupported-media-type: by its content, whatever its name says")
    public TicketAttachment.Summary attach(@RestPath UUID id, @RestForm @Nullable FileUpload file) {
        if (file == null) {
            throw ProblemException.invalid(List.of(new Violation("file", "validation.required")));
        }
        return support.attach(id, name(file), content(file), caller.get()).summary();
    }

    @GET
    @Path("/{attachmentId}")
    @Transactional
    @Operation(summary = "Download an attachment")
    @APIResponse(
            responseCode = "200",
            description = "The file",
            content = {
                @Content(mediaType = "image/png"),
                @Content(mediaType = "image/jpeg"),
                @Content(mediaType = "application/pdf"),
                @Content(mediaType = "text/plain")
            })
    @APIResponse(responseCode = "404", description = "not-found")
    public Response download(@RestPath UUID id, @RestPath UUID attachmentId) {
        TicketAttachment attachment = tickets.attachment(tickets.get(id, caller.get()), attachmentId);
        return Response.ok(attachment.content())
                .type(attachment.mediaType())
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + attachment.name() + "\"")
                .header("Content-Security-Policy", "sandbox")
                .build();
    }

    private static byte[] content(FileUpload file) {
        try {
            return Files.readAllBytes(file.uploadedFile());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /// The last part of whatever path was sent, without what a header or a file system would misread.
    private static String name(FileUpload file) {
        String sent = file.fileName() == null ? "" : file.fileName();
        String last = sent.substring(Math.max(sent.lastIndexOf('/'), sent.lastIndexOf('\\')) + 1);
        String clean = last.replaceAll("[^A-Za-z0-9._ -]", "_").strip();
        if (clean.isEmpty() || clean.startsWith(".")) {
            clean = "file" + clean;
        }
        return clean.length() > LONGEST_NAME ? clean.substring(clean.length() - LONGEST_NAME) : clean;
    }
}
