/// The audit log over HTTP.
@NullMarked
package dev.voltaire.api.audit;

import org.jspecify.annotations.NullMarked;
