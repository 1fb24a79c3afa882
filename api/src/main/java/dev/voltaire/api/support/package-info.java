/// Support tickets over HTTP.
@NullMarked
package dev.voltaire.api.support;

import org.jspecify.annotations.NullMarked;
