package dev.voltaire.invoice;

import dev.voltaire.value.PartyId;
import dev.voltaire.vat.VatRuleSet;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Set;
import java.util.UUID;
import org.hibernate.annotations.UuidGenerator;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/// A legal entity that issues invoices: it owns a series of numbers, a VAT number and a bank account.
@Entity
@Table(name = "issuer")
public class Issuer {
    @Id
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    private UUID id;

    @Column(name = "legal_name", nullable = false)
    private String legalName;

    @Column(nullable = false)
    private String street;

    @Column(name = "postal_code", nullable = false)
    private String postalCode;

    @Column(nullable = false)
    private String city;

    @Column(nullable = false)
    private String country;

    @Column(name = "vat_number", nullable = false)
    private String vatNumber;

    @Column(name = "registration_number", nullable = false)
    private String registrationNumber;

    @Column(nullable = false)
    private String email;

    @Column(nullable = false)
    private String iban;

    @Column
    private @Nullable String bic;

    @Column(name = "contact_name")
    private @Nullable String contactName;

    @Column
    private @Nullable String phone;

    @Column(name = "creditor_identifier")
    private @Nullable String creditorIdentifier;

    @Column(nullable = false)
    private String currency;

    @Enumerated(EnumType.STRING)
    @Column(name = "vat_rules", nullable = false)
    private VatRuleSet vatRules;

    @Column(name = "vat_registrations", nullable = false)
    private String[] vatRegistrations;

    @Column(name = "party_country", nullable = false)
    private String partyCountry;

    @Column(name = "party_id", nullable = false)
    private String partyId;

    @Column(nullable = false)
    private String zone;

    @Column(name = "created_at", nullable = false)
    private Instant createdAt;

    @Version
    @Column(nullable = false)
    private int revision;

    /// @param party the provider it issues for, part of the invoice reference
    /// @param contactName whom customers ask about an invoice; e-invoices in Germany must name somebody
    /// @param creditorIdentifier that its bank gave it for SEPA direct debits
    /// @param zone in which its invoice dates and periods begin at midnight
    public record Particulars(
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
            PartyId party,
            ZoneId zone,
            Taxing taxing) {}

    /// @param currency it reports tax in
    /// @param rules by which it taxes
    /// @param registrations countries beside its own where it has a VAT number, ISO 3166-1 alpha-2
    public record Taxing(CurrencyUnit currency, VatRuleSet rules, Set<String> registrations) {
        public static final Taxing SIMPLE_IN_EURO = new Taxing(CurrencyUnit.EUR, VatRuleSet.SIMPLE, Set.of());

        public Taxing {
            registrations = Set.copyOf(registrations);
        }
    }

    @SuppressWarnings("NullAway.Init")
    protected Issuer() {}

    @SuppressWarnings("NullAway.Init")
    public Issuer(Particulars particulars, Instant createdAt) {
        this.createdAt = createdAt;
        change(particulars);
    }

    /// Later invoices show the new particulars; those already finalised keep what they said.
    public final void change(Particulars particulars) {
        legalName = particulars.legalName();
        street = particulars.street();
        postalCode = particulars.postalCode();
        city = particulars.city();
        country = particulars.country();
        vatNumber = particulars.vatNumber();
        registrationNumber = particulars.registrationNumber();
        email = particulars.email();
        iban = particulars.iban().replace(" ", "");
        bic = particulars.bic();
        contactName = particulars.contactName();
        phone = particulars.phone();
        creditorIdentifier = particulars.creditorIdentifier();
        partyCountry = particulars.party().countryCode();
        partyId = particulars.party().partyId();
        zone = particulars.zone().getId();
        currency = particulars.taxing().currency().getCode();
        vatRules = particulars.taxing().rules();
        vatRegistrations = particulars.taxing().registrations().toArray(String[]::new);
    }

    public UUID id() {
        return id;
    }

    public int revision() {
        return revision;
    }

    public Particulars particulars() {
        return new Particulars(
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
                new Taxing(currency(), vatRules, vatRegistrations()));
    }

    public InvoiceParty party() {
        return new InvoiceParty(
                legalName,
                contactName,
                street,
                postalCode,
                city,
                country,
                vatNumber,
                registrationNumber,
                email,
                phone,
                null);
    }

    public BankAccount bankAccount() {
        return new BankAccount(legalName, iban, bic);
    }

    /// Absent: this issuer collects nothing by direct debit.
    public @Nullable String creditorIdentifier() {
        return creditorIdentifier;
    }

    public CurrencyUnit currency() {
        return CurrencyUnit.of(currency);
    }

    public VatRuleSet vatRules() {
        return vatRules;
    }

    public Set<String> vatRegistrations() {
        return Set.of(vatRegistrations);
    }

    public PartyId provider() {
        return new PartyId(partyCountry, partyId);
    }

    public ZoneId zone() {
        return ZoneId.of(zone);
    }
}
