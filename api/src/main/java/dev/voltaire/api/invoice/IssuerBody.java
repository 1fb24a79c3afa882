package dev.voltaire.api.invoice;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.voltaire.api.http.Tagged;
import dev.voltaire.invoice.Issuer;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.value.PartyId;
import dev.voltaire.vat.VatRuleSet;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;
import org.jspecify.annotations.Nullable;

/// An issuer as its page shows it.
@Schema(name = "Issuer")
public record IssuerBody(
        UUID id,
        String legalName,
        String street,
        String postalCode,
        String city,
        String country,
        String vatNumber,
        String registrationNumber,
        String email,
        String iban,
        @Nullable String bic,
        @Nullable String contactName,
        @Nullable String phone,
        @Nullable String creditorIdentifier,
        String party,
        String timeZone,
        String currency,
        VatRuleSet vatRules,
        List<String> vatRegistrations,
        @JsonIgnore int revision)
        implements Tagged {

    static IssuerBody of(Issuer issuer) {
        Issuer.Particulars is = issuer.particulars();
        return new IssuerBody(
                issuer.id(),
                is.legalName(),
                is.street(),
                is.postalCode(),
                is.city(),
                is.country(),
                is.vatNumber(),
                is.registrationNumber(),
                is.email(),
                is.iban(),
                is.bic(),
                is.contactName(),
                is.phone(),
                is.creditorIdentifier(),
                is.party().toString(),
                is.zone().getId(),
                is.taxing().currency().getCode(),
                is.taxing().rules(),
                is.taxing().registrations().stream().sorted().toList(),
                issuer.revision());
    }

    /// `party` is the provider it issues for (`NL-VLT`), `timeZone` that of its invoice dates, `currency` the one it
    /// reports tax in (EUR without one), `vatRegistrations` countries beside its own where it has a VAT number.
    @Schema(name = "IssuerRequest")
    public record Request(
            @NotBlank String legalName,
            @NotBlank String street,
            @NotBlank String postalCode,
            @NotBlank String city,
            @NotNull @Pattern(regexp = "[A-Z]{2}") String country,
            @NotBlank String vatNumber,
            @NotBlank String registrationNumber,
            @NotBlank String email,
            @NotBlank String iban,
            @Nullable String bic,
            @Nullable @Size(max = 100) String contactName,
            @Nullable @Size(max = 30) String phone,

            @Nullable @Pattern(regexp = "[A-Z]{2}[0-9]{2}[A-Z0-9]{3}[A-Z0-9]{1,28}")
            String creditorIdentifier,

            @NotBlank String party,
            @NotBlank String timeZone,
            @Nullable @Pattern(regexp = "[A-Z]{3}") String currency,
            @Nullable VatRuleSet vatRules,
            @Nullable List<@Pattern(regexp = "[A-Z]{2}") String> vatRegistrations) {

        static Request of(Issuer issuer) {
            IssuerBody is = IssuerBody.of(issuer);
            return new Request(
                    is.legalName(),
                    is.street(),
                    is.postalCode(),
                    is.city(),
                    is.country(),
                    is.vatNumber(),
                    is.registrationNumber(),
                    is.email(),
                    is.iban(),
                    is.bic(),
                    is.contactName(),
                    is.phone(),
                    is.creditorIdentifier(),
                    is.party(),
                    is.timeZone(),
                    is.currency(),
                    is.vatRules(),
                    is.vatRegistrations());
        }

        Issuer.Particulars particulars() {
            return new Issuer.Particulars(
                    legalName,
                    street,
                    postalCode,
                    city,
                    country,
                    vatNumber,
                    registrationNumber,
                    email,
                    iban,
                    bic,
                    contactName,
                    phone,
                    creditorIdentifier,
                    provider(),
                    zone(),
                    taxing());
        }

        private Issuer.Taxing taxing() {
            try {
                return new Issuer.Taxing(
                        currency == null ? CurrencyUnit.EUR : CurrencyUnit.of(currency),
                        vatRules == null ? VatRuleSet.SIMPLE : vatRules,
                        vatRegistrations == null ? Set.of() : Set.copyOf(vatRegistrations));
            } catch (IllegalCurrencyException unknown) {
                throw ProblemException.because(unknown, Problem.INVALID_PARAMETER, "currency");
            }
        }

        private PartyId provider() {
            try {
                return PartyId.parse(party);
            } catch (IllegalArgumentException malformed) {
                throw ProblemException.because(malformed, Problem.INVALID_PARAMETER, "party");
            }
        }

        private ZoneId zone() {
            try {
                return ZoneId.of(timeZone);
            } catch (DateTimeException unknown) {
                throw ProblemException.because(unknown, Problem.INVALID_PARAMETER, "timeZone");
            }
        }
    }
}
