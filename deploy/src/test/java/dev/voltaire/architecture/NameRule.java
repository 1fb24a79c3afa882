package dev.voltaire.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.regex.Pattern;

/// Satisfied by a class whose simple name matches.
final class NameRule extends ArchCondition<JavaClass> {
    private final Pattern pattern;

    NameRule(String description, Pattern pattern) {
        super(description);
        this.pattern = pattern;
    }

    @Override
    public void check(JavaClass subject, ConditionEvents events) {
        var matches = pattern.matcher(subject.getSimpleName()).matches();
        events.add(
                new SimpleConditionEvent(subject, matches, subject.getName() + " is named " + subject.getSimpleName()));
    }
}
