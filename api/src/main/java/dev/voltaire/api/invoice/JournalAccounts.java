package dev.voltaire.api.invoice;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// The accounts of the operator's books that the journal names.
@ConfigMapping(prefix = "voltaire.journal.account")
public interface JournalAccounts {
    @WithDefault("1300")
    String receivables();

    @WithDefault("8000")
    String sessions();

    @WithDefault("8010")
    String subscriptions();

    @WithDefault("8020")
    String cards();

    @WithDefault("1290")
    String reimbursements();

    @WithDefault("1500")
    String vat();

    @WithDefault("1100")
    String bank();

    /// Money at the payment provider that is not on the bank account yet.
    @WithDefault("1110")
    String provider();
}
