package dev.voltaire.support;

import dev.voltaire.identity.User;
import dev.voltaire.message.Language;
import dev.voltaire.message.Messages;
import dev.voltaire.organisation.OrganisationUnit;
import dev.voltaire.outbox.OutboxHandler;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.Mailer;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Tells people by mail that their question was answered. The answer itself stays in the portal.
@ApplicationScoped
class TicketMail implements OutboxHandler<TicketAnswered> {
    private final EntityManager entities;
    private final Mailer mailer;
    private final String portal;

    @Inject
    TicketMail(
            EntityManager entities,
            Mailer mailer,
            @ConfigProperty(name = "voltaire.portal.url", defaultValue = "http://localhost:8080") String portal) {
        this.entities = entities;
        this.mailer = mailer;
        this.portal = portal;
    }

    @Override
    public Class<TicketAnswered> eventType() {
        return TicketAnswered.class;
    }

    @Override
    public String name() {
        return "ticket-mail";
    }

    @Override
    public Execution execution() {
        return Execution.OUTSIDE_TRANSACTION;
    }

    @Override
    public void handle(TicketAnswered event) {
        QuarkusTransaction.requiringNew().call(() -> compose(event)).ifPresent(mailer::send);
    }

    private Optional<Mail> compose(TicketAnswered event) {
        SupportTicket ticket = entities.find(SupportTicket.class, event.ticketId());
        User author = entities.find(User.class, ticket.openedById());
        if (author.deletedAt() != null) {
            return Optional.empty();
        }
        OrganisationUnit unit = ticket.organisationUnit();
        Language own = author.locale();
        Language language = own != null ? own : unit == null ? Language.EN : unit.language();
        String number = Long.toString(ticket.number());
        return Optional.of(Mail.withText(
                author.email(),
                Messages.text(language, "mail.ticket-answered.subject", number),
                Messages.text(
                        language,
                        "mail.ticket-answered.body",
                        author.firstName(),
                        number,
                        portal + "/support-tickets/" + ticket.id())));
    }
}
