package dev.voltaire.cdr;

import dev.voltaire.listing.Condition;
import dev.voltaire.listing.ListRequest;
import dev.voltaire.listing.Listings;
import dev.voltaire.organisation.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.Consumer;

/// All CDRs of a list, one after the other, as their pages show them.
@ApplicationScoped
public class CdrExport {
    private final Listings listings;

    @Inject
    CdrExport(Listings listings) {
        this.listings = listings;
    }

    public long countCpoCdrs(ListRequest selection, Scope scope) {
        return listings.count(CpoCdrs.LISTING, selection, scope.condition("a.organisation_unit_id"));
    }

    /// In a transaction, so that rows are fetched as they are consumed.
    public void eachCpoCdr(ListRequest selection, Scope scope, Consumer<? super CpoCdrDetail> consumer) {
        listings.each(
                CdrDetails.cpoCdrs(CpoCdrs.LISTING), selection, consumer, scope.condition("a.organisation_unit_id"));
    }

    public long countMspCdrs(ListRequest selection, Scope scope) {
        return listings.count(MspCdrs.LISTING, selection, scope.condition("m.organisation_unit_id"));
    }

    /// In their current versions; in a transaction, so that rows are fetched as they are consumed.
    public void eachMspCdr(ListRequest selection, Scope scope, Consumer<? super MspCdrDetail> consumer) {
        listings.each(
                CdrDetails.mspCdrs(MspCdrs.LISTING),
                selection,
                consumer,
                scope.condition("m.organisation_unit_id"),
                Condition.of("v.version = m.current_version"));
    }
}
