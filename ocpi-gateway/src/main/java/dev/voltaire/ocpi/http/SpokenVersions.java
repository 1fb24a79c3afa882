package dev.voltaire.ocpi.http;

import dev.voltaire.partner.ProtocolVersion;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The versions this server speaks.
@ApplicationScoped
public class SpokenVersions {
    private final SortedSet<ProtocolVersion> versions;

    /// @throws IllegalArgumentException for a configured version that does not exist
    @Inject
    SpokenVersions(
            @ConfigProperty(name = "voltaire.ocpi.versions", defaultValue = "2.1.1,2.2,2.2.1,2.3.0")
                    List<String> numbers) {
        SortedSet<ProtocolVersion> spoken = new TreeSet<>();
        numbers.forEach(number -> spoken.add(ProtocolVersion.of(number)
                .orElseThrow(() -> new IllegalArgumentException("no such OCPI version: " + number))));
        this.versions = Collections.unmodifiableSortedSet(spoken);
    }

    /// Oldest first.
    public SortedSet<ProtocolVersion> all() {
        return versions;
    }

    /// The newest that a partner speaks too.
    public Optional<ProtocolVersion> highest(Set<ProtocolVersion> offered) {
        return versions.reversed().stream().filter(offered::contains).findFirst();
    }
}
