package dev.voltaire.support;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.UuidGenerator;

/// A file of a ticket.
@Entity
@Immutable
@Table(name = "ticket_attachment")
public class TicketAttachment {
    @Id
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    private UUID id;

    @Column(name = "ticket_id")
    private UUID ticketId;

    @Column
    private String name;

    @Column(name = "media_type")
    private String mediaType;

    @Column
    private int size;

    @Column
    private byte[] content;

    @Column(name = "uploaded_by")
    private String uploadedBy;

    @Column
    private Instant at;

    /// A file without its content.
    public record Summary(UUID id, String name, String mediaType, int size, String uploadedBy, Instant at) {}

    protected TicketAttachment() {}

    TicketAttachment(SupportTicket ticket, String name, AttachmentType type, byte[] content, String by, Instant at) {
        this.ticketId = ticket.id();
        this.name = name;
        this.mediaType = type.mediaType();
        this.size = content.length;
        this.content = content.clone();
        this.uploadedBy = by;
        this.at = at;
    }

    public Summary summary() {
        return new Summary(id, name, mediaType, size, uploadedBy, at);
    }

    public String name() {
        return name;
    }

    public String mediaType() {
        return mediaType;
    }

    public byte[] content() {
        return content.clone();
    }
}
