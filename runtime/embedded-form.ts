/**
 * How a server takes an embedded instance that its schema declares as a string (`EmbeddedInstance`, `EmbeddedObject` of
 * DSP0004): WMI as a text of CIM-XML, OMI and other servers of DMTF as an instance.
 */
export type EmbeddedForm = 'text' | 'instance';

/** What the server of this computer's MI takes. */
export const FORM_OF_MI: EmbeddedForm = process.platform === 'win32' ? 'text' : 'instance';
