package dev.voltaire.listing;

import dev.voltaire.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.function.Consumer;

/// Reads pages of lists, in plain SQL and a transaction, so that row-level security knows the caller.
@ApplicationScoped
public class Listings {
    private final Sql sql;

    @Inject
    Listings(Sql sql) {
        this.sql = sql;
    }

    /// @param restrictions what the caller may see, above all `Scope.condition(…)`
    @Transactional
    public <T> Page<T> page(Listing<T> listing, ListRequest request, Condition... restrictions) {
        List<Condition> conditions = List.of(restrictions);
        Listing.Query count = listing.count(request, conditions);
        Listing.Query items = listing.page(request, conditions);
        long counted = total(count);
        if (counted <= request.offset() && counted <= Page.COUNTED) {
            return Page.of(List.of(), request, counted);
        }
        return Page.of(counted > Page.COUNTED ? inOrder(listing, items) : items(listing, items), request, counted);
    }

    /// How many rows the list has, however many.
    @Transactional
    public long count(Listing<?> listing, ListRequest request, Condition... restrictions) {
        return total(listing.countAll(request, List.of(restrictions)));
    }

    /// Every row of the list, fetched by the thousand as it is consumed. In the caller's transaction.
    @Transactional(Transactional.TxType.MANDATORY)
    public <T> void each(
            Listing<T> listing, ListRequest request, Consumer<? super T> consumer, Condition... restrictions) {
        Listing.Query query = listing.all(request, List.of(restrictions));
        sql.each(
                query.sql(),
                row -> listing.read(new Row(row)),
                consumer,
                query.values().toArray());
    }

    /// So much matches that the page is found sooner by walking an index in the wanted order than by fetching and
    /// sorting all of it. PostgreSQL expects any search to match little.
    private <T> List<T> inOrder(Listing<T> listing, Listing.Query query) {
        set("off");
        List<T> items = items(listing, query);
        set("on");
        return items;
    }

    private void set(String bitmapScansAndSorts) {
        sql.query(
                "select set_config('enable_bitmapscan', ?, true), set_config('enable_sort', ?, true)",
                row -> row.getString(1),
                bitmapScansAndSorts,
                bitmapScansAndSorts);
    }

    private long total(Listing.Query query) {
        return sql.first(query.sql(), row -> row.getLong(1), query.values().toArray())
                .orElseThrow();
    }

    private <T> List<T> items(Listing<T> listing, Listing.Query query) {
        return sql.query(
                query.sql(), row -> listing.read(new Row(row)), query.values().toArray());
    }
}
