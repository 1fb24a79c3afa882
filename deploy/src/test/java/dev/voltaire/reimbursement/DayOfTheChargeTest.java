package dev.voltaire.reimbursement;

import static dev.voltaire.reimbursement.HomeDriver.enter;
import static dev.voltaire.reimbursement.HomeDriver.line;
import static org.assertj.core.api.Assertions.assertThat;

import dev.voltaire.charger.ChargerPlaces;
import dev.voltaire.deploy.TestDatabase;
import dev.voltaire.reimbursement.HomeDriver.Home;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A charge belongs to the day on which it began, where the charger stands: not in UTC, and not the day it ended.
@QuarkusTest
@WithTestResource(TestDatabase.class)
class DayOfTheChargeTest {
    @Inject
    HomeDriver homes;

    @Inject
    ChargerPlaces places;

    private Home home(String country, String zone) {
        Home home = homes.withAgreement();
        places.put(home.charger(), new ChargerPlaces.Place(null, null, null, null, country, null, zone));
        return home;
    }

    /// From ten kWh on, two hours long.
    private void charge(Home home, LocalDate day, String localTime, String zone) {
        var begin =
                day.atTime(LocalTime.parse(localTime)).atZone(ZoneId.of(zone)).toInstant();
        int number = homes.start(home.charger(), home.card(), begin, 10_000);
        homes.stop(home.charger(), number, begin.plus(Duration.ofHours(2)), 20_000);
    }

    /// The new price holds from the day after `day`.
    @ParameterizedTest
    @CsvSource({
        // begins the evening before the change and ends after it: the old price for all of it
        "BE, Europe/Brussels,  0, 23:30, 3.00",
        // a quarter past midnight in Brussels is still yesterday in UTC
        "BE, Europe/Brussels,  1, 00:15, 5.00",
        // late in the evening in Lisbon's Azores is already tomorrow in UTC
        "PT, Atlantic/Azores,  0, 23:45, 3.00",
        // and noon is noon
        "BE, Europe/Brussels,  1, 12:00, 5.00"
    })
    void thePriceOfThatDayCounts(String country, String zone, int daysLater, String localTime, String amount) {
        // given
        Home home = home(country, zone);
        LocalDate day = HomeDriver.today().minusDays(4);
        enter(home, "0.30", day.minusDays(20)).statusCode(201);
        enter(home, "0.50", day.plusDays(1)).statusCode(201);

        // when
        charge(home, day.plusDays(daysLater), localTime, zone);

        // then
        assertThat(line(home, "PRICED"))
                .containsEntry("chargedOn", day.plusDays(daysLater).toString())
                .containsEntry("amount", Map.of("amount", amount, "currency", "EUR"));
    }

    @Test
    void aDayOfTwentyThreeOrTwentyFiveHoursIsOneDay() {
        // given: the clocks changed last on this day, at night
        ZoneId brussels = ZoneId.of("Europe/Brussels");
        LocalDate day = brussels.getRules()
                .previousTransition(Instant.now().minus(Duration.ofDays(2)))
                .getDateTimeBefore()
                .toLocalDate();
        Home home = home("BE", "Europe/Brussels");
        enter(home, "0.20", day.minusDays(9)).statusCode(201);
        enter(home, "0.30", day).statusCode(201);
        enter(home, "0.50", day.plusDays(1)).statusCode(201);

        // when
        charge(home, day, "01:30", "Europe/Brussels");

        // then
        assertThat(line(home, "PRICED"))
                .containsEntry("chargedOn", day.toString())
                .containsEntry("amount", Map.of("amount", "3.00", "currency", "EUR"));
    }
}
