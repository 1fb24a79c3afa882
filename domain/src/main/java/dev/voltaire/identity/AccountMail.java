package dev.voltaire.identity;

import dev.voltaire.message.Language;
import dev.voltaire.message.Messages;
import dev.voltaire.organisation.OrganisationUnit;
import dev.voltaire.organisation.OrganisationUnitRepository;
import dev.voltaire.outbox.OutboxHandler;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.Mailer;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Mails account links in the user's language. Sending again makes a new link, and the one before stops working.
@ApplicationScoped
class AccountMail implements OutboxHandler<AccountLinkRequested> {
    private final UserRepository users;
    private final OrganisationUnitRepository units;
    private final AccountLinks links;
    private final Mailer mailer;
    private final String portal;

    @Inject
    AccountMail(
            UserRepository users,
            OrganisationUnitRepository units,
            AccountLinks links,
            Mailer mailer,
            @ConfigProperty(name = "voltaire.portal.url", defaultValue = "http://localhost:8080") String portal) {
        this.users = users;
        this.units = units;
        this.links = links;
        this.mailer = mailer;
        this.portal = portal;
    }

    @Override
    public Class<AccountLinkRequested> eventType() {
        return AccountLinkRequested.class;
    }

    @Override
    public String name() {
        return "account-mail";
    }

    @Override
    public Execution execution() {
        return Execution.OUTSIDE_TRANSACTION;
    }

    @Override
    public void handle(AccountLinkRequested event) {
        QuarkusTransaction.requiringNew().call(() -> compose(event)).ifPresent(mailer::send);
    }

    private Optional<Mail> compose(AccountLinkRequested event) {
        User user = users.findById(event.userId());
        if (user == null || user.deletedAt() != null) {
            return Optional.empty();
        }
        String link = portal
                + path(event.purpose())
                + links.make(user, event.purpose()).text();
        Language language = languageOf(user);
        return Optional.of(Mail.withText(
                user.email(),
                Messages.text(language, key(event.purpose()) + ".subject"),
                Messages.text(language, key(event.purpose()) + ".body", user.firstName(), link)));
    }

    private Language languageOf(User user) {
        Language own = user.locale();
        return own != null
                ? own
                : units.all(user.organisationUnitIds()).stream()
                        .map(OrganisationUnit::language)
                        .findFirst()
                        .orElse(Language.EN);
    }

    private static String key(AccountLink.Purpose purpose) {
        return switch (purpose) {
            case INVITATION -> "mail.invitation";
            case PASSWORD_RESET -> "mail.password-reset";
            case EMAIL_CONFIRMATION -> "mail.email-confirmation";
        };
    }

    /// The pages of the portal that follow a link.
    private static String path(AccountLink.Purpose purpose) {
        return switch (purpose) {
            case INVITATION -> "/invitations/";
            case PASSWORD_RESET -> "/password-resets/";
            case EMAIL_CONFIRMATION -> "/email-confirmations/";
        };
    }
}
