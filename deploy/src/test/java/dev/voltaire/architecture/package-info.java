/// The module rules, the order of the capabilities and the naming rules, checked on the compiled classes.
@NullMarked
package dev.voltaire.architecture;

import org.jspecify.annotations.NullMarked;
