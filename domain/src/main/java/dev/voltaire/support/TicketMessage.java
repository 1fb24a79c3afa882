package dev.voltaire.support;

import dev.voltaire.identity.Caller;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.UuidGenerator;

/// Something written in a ticket. An internal one is for the support team's eyes only.
@Entity
@Immutable
@Table(name = "ticket_message")
public class TicketMessage {
    @Id
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    private UUID id;

    @Column(name = "ticket_id")
    private UUID ticketId;

    @Column(name = "author_id")
    private UUID authorId;

    @Column(name = "author_label")
    private String authorLabel;

    @Column(name = "from_support")
    private boolean fromSupport;

    @Column
    private boolean internal;

    @Column
    private String text;

    @Column
    private Instant at;

    protected TicketMessage() {}

    TicketMessage(SupportTicket ticket, Caller.SignedIn author, boolean internal, String text, Instant at) {
        this.ticketId = ticket.id();
        this.authorId = author.userId();
        this.authorLabel = author.label();
        this.fromSupport = author.isOperator();
        this.internal = internal;
        this.text = text;
        this.at = at;
    }

    public UUID id() {
        return id;
    }

    public String authorLabel() {
        return authorLabel;
    }

    public boolean fromSupport() {
        return fromSupport;
    }

    public boolean internal() {
        return internal;
    }

    public String text() {
        return text;
    }

    public Instant at() {
        return at;
    }
}
