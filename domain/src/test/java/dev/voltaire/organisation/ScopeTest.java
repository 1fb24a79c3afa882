package dev.voltaire.organisation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScopeTest {
    @Test
    void aSubtreeContainsItsRootAndItsDescendantsOnly() {
        Scope scope = Scope.below(List.of("1000.1001", "1007"));

        assertThat(scope.contains("1000.1001")).isTrue();
        assertThat(scope.contains("1000.1001.1005")).isTrue();
        assertThat(scope.contains("1007.1008")).isTrue();
        assertThat(scope.contains("1000")).isFalse();
        assertThat(scope.contains("1000.10011")).isFalse();
        assertThat(scope.setting()).isEqualTo("1000.1001,1007");
    }

    @Test
    void withoutAUnitNothingIsVisible() {
        assertThat(Scope.below(List.of()).contains("1000")).isFalse();
        assertThat(Scope.below(List.of()).setting()).isEmpty();
    }
}
