package dev.voltaire.api.organisation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.voltaire.api.http.AddressBody;
import dev.voltaire.api.http.Locales;
import dev.voltaire.api.http.OfItsCountry;
import dev.voltaire.api.http.Reference;
import dev.voltaire.api.http.Tagged;
import dev.voltaire.organisation.BillingAccount;
import dev.voltaire.organisation.OrganisationUnit;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.problem.Violation;
import dev.voltaire.value.Iban;
import dev.voltaire.value.VatNumber;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// An organisation unit as its detail page shows it.
@Schema(name = "OrgUnit")
record OrgUnitBody(
        UUID id,
        @Schema(examples = "OU-0003658") String code,
        long number,
        String name,
        @Nullable String customerNumber,
        @Schema(examples = "480439 (3658) Example Holding") String displayName,
        @Nullable Reference parent,
        String country,
        String currency,
        String language,
        boolean vatVisible,
        boolean billable,
        OrganisationUnit.Status status,
        @Nullable Billing billing,
        Instant createdAt,
        @Nullable Instant closedAt,
        List<Action> allowedActions,
        @JsonIgnore int revision)
        implements Tagged {

    /// What the caller may do with the unit now.
    @Schema(name = "OrgUnitAction")
    enum Action {
        EDIT,
        EDIT_BILLING,
        ADD_CHILD,
        CLOSE
    }

    /// A new or changed unit.
    @Schema(name = "OrgUnitRequest")
    record Request(
            @Nullable @Schema(description = "Cannot be changed later")
            UUID parentId,

            @NotBlank @Size(max = 200) String name,
            @Nullable @Size(max = 50) String customerNumber,
            @NotNull @Pattern(regexp = "[A-Z]{2}") String country,
            @NotNull @Pattern(regexp = "[A-Z]{3}") String currency,
            @NotNull String language,
            @NotNull Boolean vatVisible,
            @NotNull Boolean billable) {

        static Request of(OrganisationUnit unit) {
            OrganisationUnit parent = unit.parent();
            return new Request(
                    parent == null ? null : parent.id(),
                    unit.name(),
                    unit.customerNumber(),
                    unit.country(),
                    unit.currency().getCurrencyCode(),
                    unit.language().tag(),
                    unit.vatVisible(),
                    unit.billable());
        }

        OrganisationUnit.Defaults defaults() {
            try {
                return new OrganisationUnit.Defaults(
                        country,
                        Currency.getInstance(currency),
                        Locales.parse(language, "language"),
                        vatVisible,
                        billable);
            } catch (IllegalArgumentException unknown) {
                throw ProblemException.invalid(List.of(new Violation("currency", "validation.currency")));
            }
        }
    }

    /// Who gets the invoices and how they are paid.
    @Schema(name = "BillingAccount")
    @OfItsCountry
    record Billing(
            @NotBlank @Size(max = 200) String legalName,
            @Nullable @Valid AddressBody address,

            @Nullable @Size(max = 30) @Schema(description = "Checked by country: NL, BE, FR, DE, LU, IT, GB")
            String vatNumber,

            @Nullable @Size(max = 30) @Schema(description = "Of the trade register, checked by the address's country")
            String registrationNumber,

            @Nullable @Email @Size(max = 254) String invoiceEmail,
            @Nullable @Size(max = 100) String buyerReference,
            @Nullable @Size(max = 42) String iban,
            @NotNull BillingAccount.PaymentMethod paymentMethod,
            @NotNull @Min(0) @Max(120) Integer paymentTermDays)
            implements OfItsCountry.Holder {

        static @Nullable Billing of(@Nullable BillingAccount account) {
            if (account == null || account.legalName() == null) {
                return null;
            }
            return new Billing(
                    account.legalName(),
                    AddressBody.of(account.address()),
                    account.vatNumber(),
                    account.registrationNumber(),
                    account.invoiceEmail(),
                    account.buyerReference(),
                    account.iban(),
                    account.paymentMethod(),
                    account.paymentTermDays());
        }

        @Override
        public @Nullable String countryOfNumbers() {
            return address == null ? null : address.country();
        }

        @Override
        public List<OfItsCountry.Written> numbers() {
            return List.of(
                    new OfItsCountry.Written("vatNumber", OfItsCountry.Form.VAT_NUMBER, vatNumber),
                    new OfItsCountry.Written(
                            "registrationNumber", OfItsCountry.Form.REGISTRATION_NUMBER, registrationNumber),
                    new OfItsCountry.Written("iban", OfItsCountry.Form.IBAN, iban));
        }

        BillingAccount toAccount() {
            return new BillingAccount(
                    legalName,
                    AddressBody.toAddress(address),
                    vatNumber == null ? null : VatNumber.compact(vatNumber),
                    registrationNumber,
                    invoiceEmail,
                    buyerReference,
                    iban == null ? null : Iban.compact(iban),
                    paymentMethod,
                    paymentTermDays);
        }
    }

    static OrgUnitBody of(OrganisationUnit unit, List<Action> allowedActions) {
        OrganisationUnit parent = unit.parent();
        return new OrgUnitBody(
                unit.id(),
                unit.code(),
                unit.number(),
                unit.name(),
                unit.customerNumber(),
                unit.displayName(),
                parent == null ? null : new Reference(parent.id(), parent.displayName()),
                unit.country(),
                unit.currency().getCurrencyCode(),
                unit.language().tag(),
                unit.vatVisible(),
                unit.billable(),
                unit.status(),
                Billing.of(unit.billing()),
                unit.createdAt(),
                unit.closedAt(),
                allowedActions,
                unit.version());
    }
}
