package dev.voltaire.harness;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/// An SMTP server that keeps what the server under test sends.
public final class Mailbox {
    private static final Duration DELIVERY = Duration.ofSeconds(30);

    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    Mailbox() {
        server.start();
    }

    Map<String, String> configuration() {
        return Map.of(
                "QUARKUS_MAILER_MOCK", "false",
                "QUARKUS_MAILER_HOST", "127.0.0.1",
                "QUARKUS_MAILER_PORT", String.valueOf(server.getSmtp().getPort()),
                "QUARKUS_MAILER_TLS", "false",
                "QUARKUS_MAILER_START_TLS", "DISABLED");
    }

    /// The newest mail to this address, waited for; its text as the recipient reads it.
    public String awaitMailTo(String address) {
        return Awaitility.await("a mail to " + address)
                .atMost(DELIVERY)
                .until(() -> newestTo(address), Optional::isPresent)
                .orElseThrow();
    }

    /// What the link in a mail to this address ends with, waited for.
    ///
    /// @param link with the secret as its group
    public String awaitSecretIn(String address, Pattern link) {
        return Awaitility.await("a link for " + address)
                .atMost(DELIVERY)
                .until(
                        () -> newestTo(address)
                                .map(mail -> link.matcher(mail.replaceAll("=\r?\n", "")))
                                .filter(Matcher::find)
                                .map(found -> found.group(1)),
                        Optional::isPresent)
                .orElseThrow();
    }

    private Optional<String> newestTo(String address) {
        return Arrays.stream(server.getReceivedMessages())
                .filter(mail -> isTo(mail, address))
                .reduce((earlier, later) -> later)
                .map(GreenMailUtil::getBody);
    }

    private static boolean isTo(MimeMessage mail, String address) {
        try {
            return Arrays.stream(mail.getRecipients(Message.RecipientType.TO))
                    .anyMatch(recipient -> recipient.toString().contains(address));
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }
}
