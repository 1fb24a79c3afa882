/// Charge detail records: what operators report (CPO CDR, byte-exact and immutable), what we make of it (assessment)
/// and what the customer is charged (MSP CDR, in append-only versions).
///
/// Tables: `cpo_cdr`, `cpo_cdr_conflict`, `cpo_cdr_refused`, `cdr_assessment`, `msp_cdr`, `msp_cdr_version`. Events:
/// [CpoCdrReceived], [CpoCdrCredited], [HomeCdrRecorded], [HomeCompensationReported], [QuotedCdrRated].
@NullMarked
package dev.voltaire.cdr;

import org.jspecify.annotations.NullMarked;
