package dev.voltaire.api.organisation;

import dev.voltaire.organisation.OrganisationUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Makes a tree of units that are sorted parents first. A unit whose parent is not visible is a root.
final class OrgUnitTree {
    private OrgUnitTree() {}

    static List<OrgUnitResource.Node> of(List<OrganisationUnit> parentsFirst, @Nullable String q) {
        String wanted = q == null || q.isBlank() ? null : q.strip().toLowerCase(Locale.ROOT);
        Map<UUID, OrgUnitResource.Node> nodes = new LinkedHashMap<>();
        List<OrgUnitResource.Node> roots = new ArrayList<>();
        for (OrganisationUnit unit : parentsFirst) {
            OrgUnitResource.Node node = new OrgUnitResource.Node(
                    unit.id(), unit.displayName(), unit.status(), isMatch(unit, wanted), new ArrayList<>());
            nodes.put(unit.id(), node);
            OrganisationUnit parent = unit.parent();
            OrgUnitResource.Node above = parent == null ? null : nodes.get(parent.id());
            (above == null ? roots : above.children()).add(node);
        }
        if (wanted != null) {
            roots.removeIf(root -> !leadsToMatch(root));
        }
        return roots;
    }

    private static boolean isMatch(OrganisationUnit unit, @Nullable String wanted) {
        return wanted != null
                && (unit.displayName().toLowerCase(Locale.ROOT).contains(wanted)
                        || unit.code().toLowerCase(Locale.ROOT).contains(wanted));
    }

    private static boolean leadsToMatch(OrgUnitResource.Node node) {
        node.children().removeIf(child -> !leadsToMatch(child));
        return node.matches() || !node.children().isEmpty();
    }
}
