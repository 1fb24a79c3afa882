package dev.voltaire.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.voltaire.problem.Problem;
import java.text.MessageFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MessagesTest {

    @ParameterizedTest
    @EnumSource(Language.class)
    void everyLanguageHasEveryText(Language language) {
        Set<String> english = Messages.bundle(Language.EN).keySet();

        assertThat(Messages.bundle(language).keySet()).containsExactlyInAnyOrderElementsOf(english);
    }

    @ParameterizedTest
    @EnumSource(Problem.class)
    void everyProblemHasATitle(Problem problem) {
        assertThat(Messages.find(Language.EN, "problem." + problem.code() + ".title"))
                .isPresent();
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void everyTextIsAReadablePattern(Language language) {
        var bundle = Messages.bundle(language);

        assertThat(bundle.keySet())
                .allSatisfy(key -> assertThat(new MessageFormat(bundle.getString(key), language.locale()).toPattern())
                        .isNotEmpty());
    }

    @Test
    void anApostropheSurvivesTheFormat() {
        assertThat(Messages.text(Language.FR, "problem.method-not-allowed.title"))
                .isEqualTo("Cette méthode n'est pas autorisée ici");
    }

    @Test
    void theBestAcceptedLanguageWins() {
        assertThat(Language.accepting("es;q=0.9, nl-BE;q=0.8, en;q=0.1")).isEqualTo(Language.NL);
        assertThat(Language.accepting("fr-CA")).isEqualTo(Language.FR);
    }

    @Test
    void englishAnswersWhatIsNotUnderstood() {
        assertThat(Language.accepting(null)).isEqualTo(Language.EN);
        assertThat(Language.accepting("es")).isEqualTo(Language.EN);
        assertThat(Language.accepting(";;;q=x")).isEqualTo(Language.EN);
    }
}
