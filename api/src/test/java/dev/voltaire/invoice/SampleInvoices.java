package dev.voltaire.invoice;

import dev.voltaire.message.Language;
import dev.voltaire.organisation.BillingAccount.PaymentMethod;
import dev.voltaire.value.PartyId;
import dev.voltaire.vat.VatCategory;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/// Finalised invoices of every shape we issue.
public enum SampleInvoices {
    SUBSCRIPTION {
        @Override
        Invoice draft() {
            return with(
                    dutch(PaymentMethod.BANK_TRANSFER),
                    standard("Abonnement (periode 8 augustus 2024 – 8 september 2024)", "5.00", "21"));
        }
    },
    NEGATIVE_SESSIONS {
        @Override
        Invoice draft() {
            return with(
                    french(PaymentMethod.BANK_TRANSFER),
                    standard("Sessions de recharge (période avant le 1 août 2024)", "-15.03", "20"));
        }
    },
    DIRECT_DEBIT {
        @Override
        Invoice draft() {
            return with(
                    german(PaymentMethod.DIRECT_DEBIT),
                    standard("Ladevorgänge", "1234.56", "19"),
                    standard("Ladekarten", "7.50", "19"));
        }
    },
    DIRECT_DEBIT_WITHOUT_MANDATE {
        @Override
        Invoice draft() {
            return with(dutch(PaymentMethod.DIRECT_DEBIT), standard("Laadsessies", "99.99", "21"));
        }
    },
    CARD {
        @Override
        Invoice draft() {
            return with(dutch(PaymentMethod.CARD), standard("Laadsessies", "0.01", "21"));
        }
    },
    HOME_CHARGING_PAID_BACK {
        @Override
        Invoice draft() {
            return with(
                    belgian(),
                    standard("Laadsessies", "88.20", "21"),
                    line(
                            InvoiceLineKind.REIMBURSEMENT,
                            "Thuisladen",
                            "41.23",
                            VatCategory.EXEMPT,
                            "0",
                            "DISBURSEMENT"));
        }
    },
    REVERSE_CHARGE {
        @Override
        Invoice draft() {
            return with(
                    french(PaymentMethod.BANK_TRANSFER),
                    line(
                            InvoiceLineKind.SUBSCRIPTION,
                            "Abonnement",
                            "50.00",
                            VatCategory.REVERSE_CHARGE,
                            "0",
                            "SERVICE_REVERSE_CHARGE"),
                    standard("Recharges aux Pays-Bas", "17.77", "21"),
                    standard("Recharges en Allemagne", "12.10", "19"));
        }
    },
    OUTSIDE_THE_UNION {
        @Override
        Invoice draft() {
            return with(
                    british(),
                    line(
                            InvoiceLineKind.SUBSCRIPTION,
                            "Subscription",
                            "50.00",
                            VatCategory.OUTSIDE_SCOPE,
                            "0",
                            "SERVICE_OUTSIDE_THE_UNION"),
                    standard("Charging in the Netherlands", "30.15", "21"));
        }
    },
    COST_CENTRES {
        @Override
        Invoice draft() {
            Invoice invoice = german(PaymentMethod.BANK_TRANSFER);
            for (int i = 1; i <= 90; i++) {
                invoice.add(line(
                        InvoiceLineKind.SESSIONS,
                        "Ladevorgänge, Kostenstelle " + i,
                        i + ".0" + i % 10,
                        VatCategory.STANDARD,
                        i % 7 == 0 ? "7" : "19",
                        "SIMPLE"));
            }
            return invoice;
        }
    },
    TIES_OF_NEGATIVE_TAX {
        @Override
        Invoice draft() {
            return with(
                    dutch(PaymentMethod.BANK_TRANSFER),
                    standard("Correctie", "-0.50", "21"),
                    standard("Correctie", "-2.50", "9"));
        }
    },
    NOTHING_DUE {
        @Override
        Invoice draft() {
            return with(
                    dutch(PaymentMethod.BANK_TRANSFER),
                    standard("Laadsessies", "10.00", "21"),
                    standard("Correctie", "-10.00", "21"));
        }
    },
    IN_KRONOR {
        @Override
        Invoice draft() {
            Invoice invoice = draft(
                    CurrencyUnit.of("SEK"),
                    customer(
                            Language.EN,
                            new InvoiceParty(
                                    "Norrsken Åkeri AB",
                                    null,
                                    "Hamngatan 4",
                                    "111 47",
                                    "Stockholm",
                                    "SE",
                                    "SE556677889901",
                                    "556677-8899",
                                    "faktura@norrsken.example",
                                    null,
                                    "0007:5566778899"),
                            PaymentMethod.BANK_TRANSFER,
                            null));
            invoice.statesTaxAt(
                    new TaxExchange("EUR", new BigDecimal("11.4370"), LocalDate.parse("2024-09-06"), "ECB"));
            return with(
                    invoice,
                    line(
                            InvoiceLineKind.SESSIONS,
                            "Charging sessions",
                            Money.of(CurrencyUnit.of("SEK"), new BigDecimal("1033.10")),
                            VatCategory.STANDARD,
                            "25",
                            "SIMPLE"));
        }
    },
    HOSTILE_TEXT {
        @Override
        Invoice draft() {
            return with(
                    dutch(PaymentMethod.BANK_TRANSFER),
                    standard("</ram:Name><!ENTITY x SYSTEM \"file:///etc/passwd\"> & \u0001\uD800 ]]>", "1.00", "21"));
        }
    },
    FULL_CREDIT {
        @Override
        Invoice draft() {
            Invoice original =
                    with(french(PaymentMethod.BANK_TRANSFER), standard("Sessions de recharge", "15.03", "20"));
            original.finalise(35, "FR-EUR-20240901120254-NLVLT-3336", ISSUED);
            Invoice credit = Invoice.crediting(original, ISSUED);
            credit.add(standard("Sessions de recharge", "-15.03", "20"));
            return credit;
        }
    };

    public static final Instant ISSUED = Instant.parse("2024-09-08T08:57:08Z");
    private static final DirectDebit MANDATE =
            new DirectDebit("VLT-4079-1", "DE89370400440532013000", "NL98ZZZ302612340000");

    abstract Invoice draft();

    public Invoice finalised() {
        Invoice invoice = draft();
        invoice.finalise(42 + ordinal(), "NL-EUR-20240908085708-NLVLT-4079", ISSUED);
        return invoice;
    }

    public static Invoice withoutVatNumber() {
        Invoice invoice = draft(
                CurrencyUnit.EUR,
                customer(
                        Language.NL,
                        new InvoiceParty(
                                "Zonder B.V.",
                                null,
                                "Dijk 1",
                                "1011 AA",
                                "Amsterdam",
                                "NL",
                                null,
                                null,
                                "post@zonder.example",
                                null,
                                null),
                        PaymentMethod.BANK_TRANSFER,
                        null));
        invoice.add(standard("Laadsessies", "1.00", "21"));
        invoice.finalise(1, "NL-EUR-20240908085708-NLVLT-1", ISSUED);
        return invoice;
    }

    private static Invoice dutch(PaymentMethod method) {
        return draft(
                CurrencyUnit.EUR,
                customer(
                        Language.NL,
                        new InvoiceParty(
                                "Aurora Bouw & Zonen B.V.",
                                "Afdeling Wagenpark",
                                "Wilhelminakade 901",
                                "3072 AR",
                                "Rotterdam",
                                "NL",
                                "NL804629365B01",
                                "24123456",
                                "facturen@aurora.example",
                                null,
                                null),
                        method,
                        null));
    }

    private static Invoice french(PaymentMethod method) {
        return draft(
                CurrencyUnit.EUR,
                customer(
                        Language.FR,
                        new InvoiceParty(
                                "Ateliers Garonne SAS",
                                null,
                                "14 quai de Paludate",
                                "33800",
                                "Bordeaux",
                                "FR",
                                "FR40303265045",
                                "303265045",
                                "comptabilite@garonne.example",
                                null,
                                null),
                        method,
                        null));
    }

    private static Invoice german(PaymentMethod method) {
        return draft(
                CurrencyUnit.EUR,
                customer(
                        Language.DE,
                        new InvoiceParty(
                                "Nordwind Logistik GmbH",
                                null,
                                "Speicherstraße 8",
                                "20457",
                                "Hamburg",
                                "DE",
                                "DE136695976",
                                "HRB 12345",
                                "rechnungen@nordwind.example",
                                null,
                                null),
                        method,
                        method == PaymentMethod.DIRECT_DEBIT ? MANDATE : null));
    }

    private static Invoice belgian() {
        return draft(
                CurrencyUnit.EUR,
                customer(
                        Language.NL,
                        new InvoiceParty(
                                "Scheldezicht NV",
                                null,
                                "Meir 12",
                                "2000",
                                "Antwerpen",
                                "BE",
                                "BE0428759497",
                                "0428759497",
                                "boekhouding@scheldezicht.example",
                                null,
                                null),
                        PaymentMethod.BANK_TRANSFER,
                        null));
    }

    private static Invoice british() {
        return draft(
                CurrencyUnit.EUR,
                customer(
                        Language.EN,
                        new InvoiceParty(
                                "Tidewater Ltd",
                                null,
                                "3 Quay Road",
                                "BS1 4RN",
                                "Bristol",
                                "GB",
                                "GB980780684",
                                "01234567",
                                "accounts@tidewater.example",
                                null,
                                null),
                        PaymentMethod.BANK_TRANSFER,
                        null));
    }

    static Invoice draft(CurrencyUnit currency, Customer customer) {
        return Invoice.draft(UUID.randomUUID(), issuer(), customer, currency, null, ISSUED);
    }

    private static Customer customer(
            Language language, InvoiceParty party, PaymentMethod method, @Nullable DirectDebit debit) {
        return new Customer(
                UUID.randomUUID(),
                4079,
                "554248",
                language,
                party,
                method,
                14,
                "Wagenpark 7",
                "PO-2024-118",
                debit,
                party.email());
    }

    private static Issuer issuer() {
        return new Issuer(
                new Issuer.Particulars(
                        "Voltaire Mobility B.V.",
                        "Stationsplein 12",
                        "3511 ED",
                        "Utrecht",
                        "NL",
                        "NL004495445B01",
                        "30261234",
                        "billing@voltaire.example",
                        "NL20INGB0001234567",
                        "INGBNL2A",
                        "Billing desk",
                        "+31 30 555 0199",
                        "NL98ZZZ302612340000",
                        new PartyId("NL", "VLT"),
                        ZoneId.of("Europe/Amsterdam"),
                        Issuer.Taxing.SIMPLE_IN_EURO),
                ISSUED);
    }

    private static Invoice with(Invoice invoice, InvoiceLine.Draft... lines) {
        for (InvoiceLine.Draft line : lines) {
            invoice.add(line);
        }
        return invoice;
    }

    private static InvoiceLine.Draft standard(String description, String net, String percent) {
        return line(InvoiceLineKind.SESSIONS, description, net, VatCategory.STANDARD, percent, "SIMPLE");
    }

    static InvoiceLine.Draft line(
            InvoiceLineKind kind, String description, String net, VatCategory category, String percent, String rule) {
        return line(kind, description, Money.of(CurrencyUnit.EUR, new BigDecimal(net)), category, percent, rule);
    }

    static InvoiceLine.Draft line(
            InvoiceLineKind kind, String description, Money net, VatCategory category, String percent, String rule) {
        return new InvoiceLine.Draft(
                kind,
                description,
                BigDecimal.ONE,
                net,
                new VatTreatment(category, new BigDecimal(percent), rule),
                description.contains("Kostenstelle") ? "KST " + description.replaceAll("\\D", "") : null,
                Instant.parse("2024-07-31T22:00:00Z"),
                Instant.parse("2024-08-31T22:00:00Z"),
                null);
    }
}
