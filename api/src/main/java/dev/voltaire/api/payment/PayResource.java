package dev.voltaire.api.payment;

import dev.voltaire.invoice.Invoice;
import dev.voltaire.message.Language;
import dev.voltaire.message.Messages;
import dev.voltaire.payment.PaymentLinks;
import dev.voltaire.payment.PaymentLinks.Opened;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/// Where a payment link leads, without signing in.
@Path("/pay/{token}")
@Tag(name = "Payments")
@PermitAll
@RunOnVirtualThread
public class PayResource {
    private final PaymentLinks links;

    @Inject
    PayResource(PaymentLinks links) {
        this.links = links;
    }

    @GET
    @Produces("text/html")
    @Operation(
            summary = "Pay an invoice",
            description = "Leads to the page of the payment provider. Opening the link again continues the payment, or "
                    + "starts another one when the last failed.")
    @APIResponse(responseCode = "200", description = "A page that says that the invoice is paid")
    @APIResponse(responseCode = "303", description = "To the payment provider")
    @APIResponse(responseCode = "410", description = "A page that says that the link does not work any more")
    @APIResponse(responseCode = "503", description = "A page that asks to try again later")
    public Response pay(@RestPath String token, @Context HttpHeaders headers) {
        return switch (links.open(token)) {
            case Opened.Pay pay ->
                Response.seeOther(pay.address())
                        .header("Cache-Control", "no-store")
                        .header("Referrer-Policy", "no-referrer")
                        .build();
            case Opened.AlreadyPaid paid -> page(200, paid.invoice().language(), "paid", number(paid.invoice()));
            case Opened.Unknown() -> page(410, language(headers), "unknown", "");
            case Opened.TryLater() -> page(503, language(headers), "later", "");
        };
    }

    private static String number(Invoice invoice) {
        return String.valueOf(invoice.number());
    }

    private static Response page(int status, Language language, String key, String number) {
        String title = Messages.text(language, "pay." + key + ".title", number);
        String text = Messages.text(language, "pay." + key + ".text", number);
        String html = """
                <!DOCTYPE html>
                <html lang="%s"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
                <title>%s</title><style>body{font:1.1rem/1.5 system-ui,sans-serif;max-width:32rem;margin:15vh auto;\
                padding:0 1.5rem;color:#1d2733}h1{color:#0b7a75;font-size:1.6rem}</style></head>
                <body><h1>%s</h1><p>%s</p></body></html>
                """.formatted(language.tag(), title, title, text);
        return Response.status(status)
                .type("text/html;charset=UTF-8")
                .header("Cache-Control", "no-store")
                .header("Referrer-Policy", "no-referrer")
                .header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
                .entity(html)
                .build();
    }

    private static Language language(HttpHeaders headers) {
        for (Locale wanted : headers.getAcceptableLanguages()) {
            for (Language known : Language.values()) {
                if (known.locale().getLanguage().equals(wanted.getLanguage())) {
                    return known;
                }
            }
        }
        return Language.EN;
    }
}
