// Every message a charger may send, with valid content, for the strict client: it checks our answers against the
// official schemas. `uid` is the driver's card, `at` the time of the messages.
'use strict';

const v16 = (uid, at) => [
  ['BootNotification', { chargePointVendor: 'Voltkast', chargePointModel: 'W1', chargePointSerialNumber: 'SN-1', firmwareVersion: '2.1.0', meterType: 'M', meterSerialNumber: 'MS-1', iccid: '8931', imsi: '2040' }],
  ['Heartbeat', {}],
  ['StatusNotification', { connectorId: 0, errorCode: 'NoError', status: 'Available', timestamp: at }],
  ['StatusNotification', { connectorId: 1, errorCode: 'NoError', status: 'Preparing', info: 'plugged', vendorId: 'Voltkast', vendorErrorCode: '0' }],
  ['Authorize', { idTag: uid }],
  ['Authorize', { idTag: 'UNKNOWN-TAG' }],
  ['MeterValues', { connectorId: 1, meterValue: [{ timestamp: at, sampledValue: [{ value: '12', context: 'Sample.Clock', format: 'Raw', measurand: 'Voltage', phase: 'L1-N', location: 'Outlet', unit: 'V' }] }] }],
  ['DataTransfer', { vendorId: 'com.example', messageId: 'hello', data: 'x' }],
  ['DiagnosticsStatusNotification', { status: 'Idle' }],
  ['FirmwareStatusNotification', { status: 'Idle' }],
  ['SecurityEventNotification', { type: 'StartupOfTheDevice', timestamp: at, techInfo: 'cold' }],
  ['LogStatusNotification', { status: 'Idle', requestId: 1 }],
  ['SignedFirmwareStatusNotification', { status: 'Idle', requestId: 1 }],
  ['SignCertificate', { csr: '-----BEGIN CERTIFICATE REQUEST-----' }],
];

const component = { component: { name: 'OCPPCommCtrlr' }, variable: { name: 'HeartbeatInterval' } };
const schedule = { id: 1, chargingRateUnit: 'A', chargingSchedulePeriod: [{ startPeriod: 0, limit: 16 }] };

const v201 = (uid, at) => [
  ['BootNotification', { reason: 'PowerUp', chargingStation: { model: 'W2', vendorName: 'Voltkast', serialNumber: 'SN-2', firmwareVersion: '3.0', modem: { iccid: '8931', imsi: '2040' } } }],
  ['Heartbeat', {}],
  ['StatusNotification', { timestamp: at, connectorStatus: 'Available', evseId: 1, connectorId: 1 }],
  ['Authorize', { idToken: { idToken: uid, type: 'ISO14443' } }],
  ['Authorize', { idToken: { idToken: 'UNKNOWN', type: 'Central' } }],
  ['Authorize', { idToken: { idToken: '', type: 'NoAuthorization' } }],
  ['Authorize', { idToken: { idToken: 'DE8AAC1234567', type: 'eMAID' }, iso15118CertificateHashData: [{ hashAlgorithm: 'SHA256', issuerNameHash: 'a', issuerKeyHash: 'b', serialNumber: '1', responderURL: 'http://ocsp.example' }] }],
  ['MeterValues', { evseId: 1, meterValue: [{ timestamp: at, sampledValue: [{ value: 230.5, measurand: 'Voltage', phase: 'L1-N', unitOfMeasure: { unit: 'V' } }] }] }],
  ['DataTransfer', { vendorId: 'com.example', data: { any: ['thing'] } }],
  ['FirmwareStatusNotification', { status: 'Installed', requestId: 1 }],
  ['PublishFirmwareStatusNotification', { status: 'Idle' }],
  ['LogStatusNotification', { status: 'Uploaded', requestId: 2 }],
  ['SecurityEventNotification', { type: 'SettingSystemTime', timestamp: at }],
  ['NotifyReport', { requestId: 1, generatedAt: at, seqNo: 0, tbc: false, reportData: [{ ...component, variableAttribute: [{ value: '300' }], variableCharacteristics: { dataType: 'integer', supportsMonitoring: false } }] }],
  ['NotifyMonitoringReport', { requestId: 1, seqNo: 0, generatedAt: at, monitor: [{ ...component, variableMonitoring: [{ id: 1, transaction: false, value: 1, type: 'Delta', severity: 5 }] }] }],
  ['NotifyEvent', { generatedAt: at, seqNo: 0, eventData: [{ eventId: 1, timestamp: at, trigger: 'Alerting', actualValue: 'true', eventNotificationType: 'HardWiredNotification', ...component }] }],
  ['NotifyCustomerInformation', { data: 'nothing', seqNo: 0, generatedAt: at, requestId: 3 }],
  ['NotifyDisplayMessages', { requestId: 4 }],
  ['NotifyChargingLimit', { chargingLimit: { chargingLimitSource: 'EMS' }, evseId: 1, chargingSchedule: [schedule] }],
  ['ClearedChargingLimit', { chargingLimitSource: 'EMS', evseId: 1 }],
  ['NotifyEVChargingNeeds', { evseId: 1, chargingNeeds: { requestedEnergyTransfer: 'AC_three_phase', acChargingParameters: { energyAmount: 1, evMinCurrent: 6, evMaxCurrent: 32, evMaxVoltage: 400 } } }],
  ['NotifyEVChargingSchedule', { timeBase: at, evseId: 1, chargingSchedule: schedule }],
  ['ReportChargingProfiles', { requestId: 5, chargingLimitSource: 'CSO', evseId: 1, chargingProfile: [{ id: 1, stackLevel: 0, chargingProfilePurpose: 'TxDefaultProfile', chargingProfileKind: 'Absolute', chargingSchedule: [schedule] }] }],
  ['ReservationStatusUpdate', { reservationId: 1, reservationUpdateStatus: 'Expired' }],
  ['SignCertificate', { csr: '-----BEGIN CERTIFICATE REQUEST-----', certificateType: 'ChargingStationCertificate' }],
  ['Get15118EVCertificate', { iso15118SchemaVersion: 'urn:iso:15118:2:2013:MsgDef', action: 'Install', exiRequest: 'AA==' }],
  ['GetCertificateStatus', { ocspRequestData: { hashAlgorithm: 'SHA256', issuerNameHash: 'a', issuerKeyHash: 'b', serialNumber: '1', responderURL: 'http://ocsp.example' } }],
];

module.exports = { v16, v201 };
