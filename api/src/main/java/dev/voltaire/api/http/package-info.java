/// What all resources of the API share: problems (RFC 9457), lists, edit conflicts, references, amounts.
@NullMarked
package dev.voltaire.api.http;

import org.jspecify.annotations.NullMarked;
