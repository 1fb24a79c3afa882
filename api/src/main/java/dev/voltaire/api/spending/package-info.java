/// Budgets and usage rules over HTTP.
@NullMarked
package dev.voltaire.api.spending;

import org.jspecify.annotations.NullMarked;
