package dev.voltaire.api.einvoice;

import dev.voltaire.api.einvoice.StructuredInvoice.Line;
import dev.voltaire.api.einvoice.StructuredInvoice.Payment;
import dev.voltaire.api.einvoice.StructuredInvoice.Tax;
import dev.voltaire.invoice.DirectDebit;
import dev.voltaire.invoice.InvoiceParty;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/// UN/CEFACT Cross Industry Invoice D16B, in the order its schema demands.
final class CiiWriter {
    private static final String AGREEMENT = "ram:ApplicableHeaderTradeAgreement";

    private final StructuredInvoice invoice;
    private final Form form;
    private final Xml xml;

    private CiiWriter(StructuredInvoice invoice, Form form, Xml xml) {
        this.invoice = invoice;
        this.form = form;
        this.xml = xml;
    }

    static byte[] write(StructuredInvoice invoice, Form form) {
        return Xml.document("rsm:CrossIndustryInvoice", namespaces(), xml -> new CiiWriter(invoice, form, xml).body());
    }

    private static Map<String, String> namespaces() {
        Map<String, String> namespaces = new LinkedHashMap<>();
        namespaces.put("rsm", "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100");
        namespaces.put("ram", "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100");
        namespaces.put("qdt", "urn:un:unece:uncefact:data:standard:QualifiedDataType:100");
        namespaces.put("udt", "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100");
        return namespaces;
    }

    private void body() throws XMLStreamException {
        xml.group("rsm:ExchangedDocumentContext", () -> {
            xml.group("ram:BusinessProcessSpecifiedDocumentContextParameter", () -> xml.text("ram:ID", Form.PROCESS));
            xml.group("ram:GuidelineSpecifiedDocumentContextParameter", () -> xml.text("ram:ID", form.specification()));
        });
        xml.group("rsm:ExchangedDocument", () -> {
            xml.text("ram:ID", invoice.number());
            xml.text("ram:TypeCode", invoice.typeCode());
            date("ram:IssueDateTime", invoice.issuedOn());
            xml.group("ram:IncludedNote", () -> xml.text("ram:Content", invoice.note()));
        });
        xml.group("rsm:SupplyChainTradeTransaction", () -> {
            for (Line line : invoice.lines()) {
                xml.group("ram:IncludedSupplyChainTradeLineItem", () -> line(line));
            }
            xml.group(AGREEMENT, this::agreement);
            xml.group("ram:ApplicableHeaderTradeDelivery", () -> {});
            xml.group("ram:ApplicableHeaderTradeSettlement", this::settlement);
        });
    }

    private void line(Line line) throws XMLStreamException {
        xml.group(
                "ram:AssociatedDocumentLineDocument", () -> xml.text("ram:LineID", Integer.toString(line.position())));
        xml.group("ram:SpecifiedTradeProduct", () -> xml.text("ram:Name", line.name()));
        xml.group(
                "ram:SpecifiedLineTradeAgreement",
                () -> xml.group(
                        "ram:NetPriceProductTradePrice", () -> xml.number("ram:ChargeAmount", line.unitPrice())));
        xml.group(
                "ram:SpecifiedLineTradeDelivery",
                () -> xml.text(
                        "ram:BilledQuantity", "unitCode", "C62", line.quantity().toPlainString()));
        xml.group("ram:SpecifiedLineTradeSettlement", () -> {
            xml.group("ram:ApplicableTradeTax", () -> {
                xml.text("ram:TypeCode", "VAT");
                xml.text("ram:CategoryCode", line.category());
                xml.number("ram:RateApplicablePercent", line.percent());
            });
            if (line.periodEnd() != null) {
                xml.group("ram:BillingSpecifiedPeriod", () -> {
                    maybeDate("ram:StartDateTime", line.periodStart());
                    maybeDate("ram:EndDateTime", line.periodEnd());
                });
            }
            xml.group(
                    "ram:SpecifiedTradeSettlementLineMonetarySummation",
                    () -> xml.number("ram:LineTotalAmount", line.net()));
            if (line.costCentre() != null) {
                xml.group("ram:ReceivableSpecifiedTradeAccountingAccount", () -> xml.text("ram:ID", line.costCentre()));
            }
        });
    }

    private void agreement() throws XMLStreamException {
        xml.text("ram:BuyerReference", invoice.buyerReference());
        xml.group("ram:SellerTradeParty", () -> party(invoice.seller()));
        xml.group("ram:BuyerTradeParty", () -> party(invoice.buyer()));
        if (invoice.purchaseOrder() != null) {
            xml.group(
                    "ram:BuyerOrderReferencedDocument",
                    () -> xml.text("ram:IssuerAssignedID", invoice.purchaseOrder()));
        }
    }

    private void party(TradeParty trade) throws XMLStreamException {
        InvoiceParty party = trade.party();
        xml.text("ram:Name", party.legalName());
        TradeParty.Identifier registration = trade.registration();
        if (registration != null) {
            xml.group("ram:SpecifiedLegalOrganization", () -> identifier("ram:ID", registration));
        }
        if (party.contactName() != null || party.phone() != null || party.email() != null) {
            xml.group("ram:DefinedTradeContact", () -> contact(party));
        }
        xml.group("ram:PostalTradeAddress", () -> {
            xml.text("ram:PostcodeCode", party.postalCode());
            xml.text("ram:LineOne", party.street());
            xml.text("ram:CityName", party.city());
            xml.text("ram:CountryID", party.country());
        });
        TradeParty.Identifier endpoint = trade.reachable().orElse(null);
        if (endpoint != null) {
            xml.group("ram:URIUniversalCommunication", () -> identifier("ram:URIID", endpoint));
        }
        if (party.vatNumber() != null) {
            xml.group("ram:SpecifiedTaxRegistration", () -> xml.text("ram:ID", "schemeID", "VA", party.vatNumber()));
        }
    }

    private void contact(InvoiceParty party) throws XMLStreamException {
        xml.text("ram:PersonName", party.contactName());
        if (party.phone() != null) {
            xml.group("ram:TelephoneUniversalCommunication", () -> xml.text("ram:CompleteNumber", party.phone()));
        }
        if (party.email() != null) {
            xml.group("ram:EmailURIUniversalCommunication", () -> xml.text("ram:URIID", party.email()));
        }
    }

    private void identifier(String name, TradeParty.Identifier identifier) throws XMLStreamException {
        if (identifier.scheme() == null) {
            xml.text(name, identifier.value());
        } else {
            xml.text(name, "schemeID", identifier.scheme(), identifier.value());
        }
    }

    private void settlement() throws XMLStreamException {
        DirectDebit debit = invoice.payment().directDebit();
        if (debit != null) {
            xml.text("ram:CreditorReferenceID", debit.creditorIdentifier());
        }
        xml.text("ram:PaymentReference", invoice.number());
        xml.text("ram:TaxCurrencyCode", invoice.taxCurrency());
        xml.text("ram:InvoiceCurrencyCode", invoice.currency());
        xml.group("ram:SpecifiedTradeSettlementPaymentMeans", () -> means(invoice.payment()));
        for (Tax tax : invoice.taxes()) {
            xml.group("ram:ApplicableTradeTax", () -> tax(tax));
        }
        xml.group("ram:SpecifiedTradePaymentTerms", () -> {
            date("ram:DueDateDateTime", invoice.dueOn());
            if (debit != null) {
                xml.text("ram:DirectDebitMandateID", debit.mandate());
            }
        });
        xml.group("ram:SpecifiedTradeSettlementHeaderMonetarySummation", this::sums);
        StructuredInvoice.Preceding preceding = invoice.preceding();
        if (preceding != null) {
            xml.group("ram:InvoiceReferencedDocument", () -> {
                xml.text("ram:IssuerAssignedID", preceding.number());
                xml.group(
                        "ram:FormattedIssueDateTime",
                        () -> xml.text("qdt:DateTimeString", "format", "102", basic(preceding.issuedOn())));
            });
        }
    }

    private void means(Payment payment) throws XMLStreamException {
        xml.text("ram:TypeCode", PaymentMeans.code(payment, form));
        DirectDebit debit = payment.directDebit();
        if (debit != null) {
            xml.group("ram:PayerPartyDebtorFinancialAccount", () -> xml.text("ram:IBANID", debit.iban()));
        } else if (PaymentMeans.transfer(payment)) {
            xml.group("ram:PayeePartyCreditorFinancialAccount", () -> {
                xml.text("ram:IBANID", payment.account().iban());
                xml.text("ram:AccountName", payment.account().holder());
            });
            if (payment.account().bic() != null) {
                xml.group(
                        "ram:PayeeSpecifiedCreditorFinancialInstitution",
                        () -> xml.text("ram:BICID", payment.account().bic()));
            }
        }
    }

    private void tax(Tax tax) throws XMLStreamException {
        xml.number("ram:CalculatedAmount", tax.amount());
        xml.text("ram:TypeCode", "VAT");
        xml.text("ram:ExemptionReason", tax.exemption());
        xml.number("ram:BasisAmount", tax.base());
        xml.text("ram:CategoryCode", tax.category());
        xml.text("ram:ExemptionReasonCode", tax.exemptionCode());
        xml.number("ram:RateApplicablePercent", tax.percent());
    }

    private void sums() throws XMLStreamException {
        xml.number("ram:LineTotalAmount", invoice.net());
        xml.number("ram:TaxBasisTotalAmount", invoice.net());
        xml.text(
                "ram:TaxTotalAmount",
                "currencyID",
                invoice.currency(),
                invoice.tax().toPlainString());
        BigDecimal restated = invoice.taxInTaxCurrency();
        if (restated != null && invoice.taxCurrency() != null) {
            xml.text("ram:TaxTotalAmount", "currencyID", invoice.taxCurrency(), restated.toPlainString());
        }
        xml.number("ram:GrandTotalAmount", invoice.gross());
        xml.number("ram:DuePayableAmount", invoice.gross());
    }

    private void maybeDate(String name, @Nullable LocalDate day) throws XMLStreamException {
        if (day != null) {
            date(name, day);
        }
    }

    private void date(String name, LocalDate day) throws XMLStreamException {
        xml.group(name, () -> xml.text("udt:DateTimeString", "format", "102", basic(day)));
    }

    private static String basic(LocalDate day) {
        return DateTimeFormatter.BASIC_ISO_DATE.format(day);
    }
}
