package dev.voltaire.payment;

import dev.voltaire.identity.Caller;
import dev.voltaire.invoice.Invoice;
import dev.voltaire.invoice.InvoiceHistory;
import dev.voltaire.invoice.InvoiceRepository;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.token.TokenBlock;
import dev.voltaire.token.TokenBlocking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.util.List;
import java.util.UUID;

/// Blocks the tokens of a payer in debt, and lifts exactly those blocks once nothing is owed any more. In the caller's
/// transaction.
@ApplicationScoped
class DebtBlocks {
    private final EntityManager database;
    private final InvoiceRepository invoices;
    private final TokenBlocking blocking;
    private final InvoiceHistory history;

    @Inject
    DebtBlocks(EntityManager database, InvoiceRepository invoices, TokenBlocking blocking, InvoiceHistory history) {
        this.database = database;
        this.invoices = invoices;
        this.blocking = blocking;
        this.history = history;
    }

    void blockFor(Invoice invoice) {
        List<UUID> tokens = database.createNativeQuery("""
                        select t.id from token t
                        where t.organisation_unit_id = any (cast(:units as uuid[])) and t.status = 'ACTIVE'
                          and not exists (select from dunning_block b where b.token_id = t.id)
                        """, UUID.class)
                .setParameter("units", invoices.unitsPaidBy(invoice.organisationUnitId()))
                .getResultList();
        for (UUID token : tokens) {
            TokenBlock block = blocking.block(
                    token,
                    TokenBlock.Reason.FINANCIAL,
                    TokenBlock.Initiator.SYSTEM,
                    "Invoice " + invoice.number() + " is overdue",
                    Caller.SYSTEM);
            database.createNativeQuery("""
                            insert into dunning_block (token_id, block_id, invoice_id, payer_id)
                            values (:token, :block, :invoice, :payer)
                            """)
                    .setParameter("token", token)
                    .setParameter("block", block.id())
                    .setParameter("invoice", invoice.id())
                    .setParameter("payer", invoice.organisationUnitId())
                    .executeUpdate();
        }
        history.append(invoice.id(), InvoiceHistory.Type.BLOCKED_FOR_DEBT, "system", Integer.toString(tokens.size()));
    }

    /// Unless another invoice of the payer is as long overdue.
    void liftFor(Invoice paid) {
        List<Tuple> blocks = database.createNativeQuery("""
                        select b.token_id, b.block_id from dunning_block b
                        where b.payer_id = :payer and not exists (
                            select from dunning_step s join invoice i on i.id = s.invoice_id
                            where i.organisation_unit_id = b.payer_id and i.id <> :paid and s.step >= :last
                              and i.status in ('FINALIZED', 'SENT', 'PARTIALLY_PAID', 'PAYMENT_FAILED', 'OVERDUE'))
                        """, Tuple.class)
                .setParameter("payer", paid.organisationUnitId())
                .setParameter("paid", paid.id())
                .setParameter("last", Dunning.LAST_STEP)
                .getResultList();
        for (Tuple block : blocks) {
            UUID token = block.get("token_id", UUID.class);
            try {
                blocking.lift(token, block.get("block_id", UUID.class), Caller.SYSTEM);
            } catch (ProblemException liftedByHandOrDeactivated) {
                // somebody was faster
            }
            database.createNativeQuery("delete from dunning_block where token_id = :token")
                    .setParameter("token", token)
                    .executeUpdate();
        }
    }
}
