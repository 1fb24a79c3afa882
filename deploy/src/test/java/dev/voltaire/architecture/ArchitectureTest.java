package dev.voltaire.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    /// Each group may use its own packages and those of the groups before it.
    private static final List<Set<String>> CAPABILITIES = List.of(
            Set.of("value", "problem", "time", "message", "job", "outbound", "listing", "sql"),
            Set.of("outbox", "audit", "idempotency"),
            Set.of("organisation"),
            Set.of("identity", "driver", "partner", "legal", "support", "mandate"),
            Set.of("location", "tariff", "charger", "vat", "exchange", "currency"),
            Set.of("spending"),
            Set.of("token"),
            Set.of("distribution", "session", "command"),
            Set.of("cdr"),
            Set.of("price"),
            Set.of("subscription", "reimbursement", "invoice", "export"),
            Set.of("payment"));

    private static final List<String> FRONT_DOORS = List.of("api", "ocpi", "ocpp");
    private static final Pattern FORBIDDEN_NAME =
            Pattern.compile(".*(Manager|Util|Utils|Helper|Impl|Dto|Service|Base)|Abstract.*");

    private static final JavaClasses VOLTAIRE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.voltaire");

    @Test
    void theClassesAreFound() {
        assertThat(VOLTAIRE.size()).isGreaterThan(200);
    }

    @Test
    void theFrontDoorsNeverSeeEachOther() {
        for (var door : FRONT_DOORS) {
            var others = FRONT_DOORS.stream()
                    .filter(other -> !other.equals(door))
                    .map(ArchitectureTest::within)
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(within(door))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others)
                    .allowEmptyShould(true)
                    .check(VOLTAIRE);
        }
    }

    @Test
    void theDomainSeesNoFrontDoor() {
        noClasses()
                .that()
                .resideInAnyPackage(allCapabilities())
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(within("api"), within("ocpi"), within("ocpp"), within("deploy"), within("demo"))
                .check(VOLTAIRE);
    }

    @Test
    void theDomainKnowsNoHttp() {
        noClasses()
                .that()
                .resideInAnyPackage(allCapabilities())
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.ws.rs..", "io.vertx..", "io.netty..")
                .check(VOLTAIRE);
    }

    @Test
    void capabilitiesDependDownwardsOnly() {
        for (int group = 0; group < CAPABILITIES.size(); group++) {
            upwards(group).check(VOLTAIRE);
        }
    }

    @Test
    void everyPackageOfTheDomainHasItsPlace() {
        var placed = new ArrayList<String>(FRONT_DOORS);
        CAPABILITIES.forEach(placed::addAll);
        placed.addAll(List.of("deploy", "demo"));
        classes()
                .should()
                .resideInAnyPackage(
                        placed.stream().map(ArchitectureTest::within).toArray(String[]::new))
                .check(VOLTAIRE);
    }

    @Test
    void namesSayWhatAThingIs() {
        noClasses()
                .should(new NameRule("have a name that says nothing", FORBIDDEN_NAME))
                .check(VOLTAIRE);
    }

    @Test
    void everyOperationSaysWhoMayCallIt() {
        methods()
                .that(DescribedPredicate.describe(
                        "serve HTTP",
                        method -> Set.of(GET.class, POST.class, PUT.class, PATCH.class, DELETE.class).stream()
                                .anyMatch(method::isAnnotatedWith)))
                .should()
                .beAnnotatedWith(DescribedPredicate.describe(
                        "a security annotation",
                        annotation -> Set.of("RolesAllowed", "PermitAll", "DenyAll", "Authenticated")
                                .contains(annotation.getRawType().getSimpleName())))
                .orShould()
                .beDeclaredInClassesThat(DescribedPredicate.describe(
                        "carry one",
                        owner -> owner.isAnnotatedWith(RolesAllowed.class)
                                || owner.isAnnotatedWith(PermitAll.class)
                                || owner.isAnnotatedWith(DenyAll.class)
                                || owner.isAnnotatedWith("io.quarkus.security.Authenticated")))
                .check(VOLTAIRE);
    }

    @Test
    void timeIsNeverAJavaUtilDate() {
        noClasses().should().dependOnClassesThat().areAssignableTo(Date.class).check(VOLTAIRE);
    }

    @Test
    void moneyIsNeverAFloatingPointNumber() {
        fields().that()
                .areDeclaredInClassesThat()
                .resideInAnyPackage(
                        within("tariff"),
                        within("cdr"),
                        within("price"),
                        within("spending"),
                        within("reimbursement"),
                        within("invoice"),
                        within("subscription"),
                        within("payment"))
                .should()
                .notHaveRawType(DescribedPredicate.describe(
                        "double or float",
                        type -> Set.of("double", "float", "java.lang.Double", "java.lang.Float")
                                .contains(type.getName())))
                .check(VOLTAIRE);
    }

    @Test
    void aRuleFindsWhatItForbids() {
        // given
        var offenders = new ClassFileImporter().importClasses(TokenManager.class);

        // then
        assertThat(noClasses()
                        .should(new NameRule("have a name that says nothing", FORBIDDEN_NAME))
                        .evaluate(offenders)
                        .hasViolation())
                .isTrue();
    }

    private static final class TokenManager {}

    private static ArchRule upwards(int group) {
        var above = CAPABILITIES.subList(group + 1, CAPABILITIES.size()).stream()
                .flatMap(Set::stream)
                .map(ArchitectureTest::within)
                .toArray(String[]::new);
        var own = CAPABILITIES.get(group).stream().map(ArchitectureTest::within).toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAnyPackage(own)
                .should()
                .dependOnClassesThat(JavaClass.Predicates.resideInAnyPackage(above))
                .allowEmptyShould(true);
    }

    private static String[] allCapabilities() {
        return CAPABILITIES.stream()
                .flatMap(Set::stream)
                .map(ArchitectureTest::within)
                .toArray(String[]::new);
    }

    private static String within(String name) {
        return "dev.voltaire." + name + "..";
    }
}
