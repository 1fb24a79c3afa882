package dev.voltaire.spending;

/// Kinds of current a connector gives.
public enum PowerType {
    AC,
    DC
}
