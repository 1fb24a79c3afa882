package dev.voltaire.invoice;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/// An issuer as it was when it made an invoice.
///
/// @param zone in which the dates of the document are meant
@Embeddable
public record Seller(
        @Column(name = "issuer_id") UUID issuerId,

        @JdbcTypeCode(SqlTypes.JSON) @Column(name = "seller")
        InvoiceParty party,

        @JdbcTypeCode(SqlTypes.JSON) @Column(name = "bank_account")
        BankAccount bankAccount,

        @Column(name = "zone") String zone) {

    static Seller of(Issuer issuer) {
        return new Seller(
                issuer.id(), issuer.party(), issuer.bankAccount(), issuer.zone().getId());
    }
}
