package dev.voltaire.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.voltaire.job.Role;
import org.junit.jupiter.api.Test;

class RoleRoutesTest {
    @Test
    void everyPathOfTheApiBelongsToTheApiRole() {
        assertThat(RoleRoutes.roleOf("/api/v1/tokens")).isEqualTo(Role.API);
        assertThat(RoleRoutes.roleOf("/api;x=1/v1/tokens")).isEqualTo(Role.API);
        assertThat(RoleRoutes.roleOf("/.well-known/jwks.json")).isEqualTo(Role.API);
    }

    @Test
    void everyPathOfOcpiBelongsToTheOcpiRole() {
        assertThat(RoleRoutes.roleOf("/ocpi/versions")).isEqualTo(Role.OCPI);
        assertThat(RoleRoutes.roleOf("/ocpi")).isEqualTo(Role.OCPI);
    }

    @Test
    void whatEveryNodeServesBelongsToNoRole() {
        assertThat(RoleRoutes.roleOf("/q/openapi")).isNull();
        assertThat(RoleRoutes.roleOf("/apiary")).isNull();
    }
}
