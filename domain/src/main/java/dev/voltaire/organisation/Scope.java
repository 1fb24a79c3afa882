package dev.voltaire.organisation;

import dev.voltaire.listing.Condition;
import dev.voltaire.listing.Filter;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/// The part of the organisation tree a caller may see: everything, or the subtrees below some paths. The same scope
/// limits the queries of the repositories and, beneath them, the row-level security of PostgreSQL.
public sealed interface Scope {
    Scope EVERYTHING = new Everything();

    /// The platform operator and the system itself.
    record Everything() implements Scope {}

    /// The units with these paths and all their descendants. No path means: sees nothing.
    record Subtrees(List<String> paths) implements Scope {
        public Subtrees {
            paths = List.copyOf(paths);
        }
    }

    static Scope below(Collection<String> paths) {
        return new Subtrees(List.copyOf(paths));
    }

    default boolean contains(String path) {
        return switch (this) {
            case Everything() -> true;
            case Subtrees(List<String> roots) ->
                roots.stream().anyMatch(root -> path.equals(root) || path.startsWith(root + "."));
        };
    }

    /// The value of the transaction setting `app.scope`.
    default String setting() {
        return switch (this) {
            case Everything() -> "*";
            case Subtrees(List<String> roots) -> String.join(",", roots);
        };
    }

    /// Limits a list to the rows whose organisation unit is in the scope.
    default Condition condition(String unitColumn) {
        return switch (this) {
            case Everything() -> Condition.ALWAYS;
            case Subtrees subtrees ->
                Condition.of(
                        unitColumn
                                + " = any (array(select id from organisation_unit where path <@ any (cast(? as ltree[]))))",
                        subtrees.literal());
        };
    }

    /// The filter `orgUnitId` of lists: the unit and everything below it.
    static Filter unitOrBelow(String unitColumn) {
        return values -> Condition.of(
                unitColumn
                        + " = any (array(select id from organisation_unit where path <@ any (array("
                        + "select path from organisation_unit where id = any (?)))))",
                (Object) values.stream().map(UUID::fromString).toArray(UUID[]::new));
    }

    /// The paths as a literal of PostgreSQL's type `ltree[]`.
    default String literal() {
        return switch (this) {
            // Every path descends from the empty one.
            case Everything() -> "{\"\"}";
            case Subtrees(List<String> roots) -> "{" + String.join(",", roots) + "}";
        };
    }
}
