package dev.voltaire.api.subscription;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.voltaire.api.http.Amount;
import dev.voltaire.api.http.Tagged;
import dev.voltaire.identity.Caller;
import dev.voltaire.subscription.SubscriptionTemplate;
import dev.voltaire.subscription.SubscriptionTemplateRepository;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/// A template with all its prices.
@Schema(name = "SubscriptionTemplate")
record SubscriptionTemplateBody(
        UUID id,
        String name,
        @Nullable String description,
        List<String> included,
        SubscriptionTemplate.Proration proration,
        SubscriptionTemplate.NonBillable nonBillable,
        SubscriptionTemplate.Status status,
        List<Price> prices,
        Instant createdAt,
        @Nullable Instant retiredAt,
        List<Action> allowedActions,
        @JsonIgnore int revision)
        implements Tagged {

    /// What the caller may do with the template now.
    @Schema(name = "SubscriptionTemplateAction")
    enum Action {
        EDIT,
        CHANGE_PRICE,
        RETIRE
    }

    /// The monthly fee per profile, excluding VAT, of periods that begin on the day or later.
    @Schema(name = "SubscriptionPrice")
    record Price(@NotNull LocalDate validFrom, @NotNull Amount monthlyFee) {}

    /// A row of the list, with today's fee.
    @Schema(name = "SubscriptionTemplateRow")
    record Row(
            UUID id,
            String name,
            Amount monthlyFee,
            SubscriptionTemplate.Proration proration,
            SubscriptionTemplate.NonBillable nonBillable,
            SubscriptionTemplate.Status status,
            Instant createdAt) {

        static Row of(SubscriptionTemplateRepository.Summary template) {
            return new Row(
                    template.id(),
                    template.name(),
                    Amount.of(template.fee()),
                    template.proration(),
                    template.nonBillable(),
                    template.status(),
                    template.createdAt());
        }
    }

    /// A new template.
    @Schema(name = "SubscriptionTemplateRequest")
    record Request(
            @NotBlank @Size(max = 200) String name,
            @Nullable @Size(max = 2000) String description,

            @Nullable @Size(max = 50) @Schema(description = "What the customer gets, one line each")
            List<@NotBlank @Size(max = 200) String> included,

            @NotNull @Valid @Schema(description = "Per profile and month, excluding VAT; holds from today")
            Amount monthlyFee,

            @NotNull @Schema(description = "What a period costs of which only some days were covered")
            SubscriptionTemplate.Proration proration,

            @Schema(
                    defaultValue = "CHARGED",
                    description = "Whether profiles pay the fee whose charging is not invoiced")
            SubscriptionTemplate.@Nullable NonBillable nonBillable) {

        SubscriptionTemplate.Particulars particulars() {
            return new Details(name, description, included, proration, nonBillable).particulars();
        }

        Money fee() {
            return monthlyFee.toMoney("monthlyFee");
        }
    }

    /// What can be edited; prices are changed on their own.
    @Schema(name = "SubscriptionTemplateDetails")
    record Details(
            @NotBlank @Size(max = 200) String name,
            @Nullable @Size(max = 2000) String description,
            @Nullable @Size(max = 50) List<@NotBlank @Size(max = 200) String> included,
            @NotNull SubscriptionTemplate.Proration proration,
            SubscriptionTemplate.@Nullable NonBillable nonBillable) {

        static Details of(SubscriptionTemplate template) {
            return new Details(
                    template.name(),
                    template.description(),
                    template.included(),
                    template.proration(),
                    template.nonBillable());
        }

        SubscriptionTemplate.Particulars particulars() {
            return new SubscriptionTemplate.Particulars(
                    name.strip(),
                    description,
                    included == null ? List.of() : included,
                    proration,
                    nonBillable == null ? SubscriptionTemplate.NonBillable.CHARGED : nonBillable);
        }
    }

    static SubscriptionTemplateBody of(SubscriptionTemplate template, Caller by) {
        boolean sold = template.status() == SubscriptionTemplate.Status.ACTIVE;
        return new SubscriptionTemplateBody(
                template.id(),
                template.name(),
                template.description(),
                template.included(),
                template.proration(),
                template.nonBillable(),
                template.status(),
                template.prices().stream()
                        .map(price ->
                                new Price(price.validFrom(), Amount.of(Money.of(template.currency(), price.amount()))))
                        .toList(),
                template.createdAt(),
                template.retiredAt(),
                by.isOperator() && sold ? List.of(Action.values()) : List.of(),
                template.version());
    }
}
