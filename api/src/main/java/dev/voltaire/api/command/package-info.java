/// Remote commands to partners' chargers over HTTP.
@NullMarked
package dev.voltaire.api.command;

import org.jspecify.annotations.NullMarked;
