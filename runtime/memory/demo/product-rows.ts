/** A product that Windows Installer has installed. */
interface ProductRow {
  readonly code: string;
  readonly name: string;
  readonly vendor: string;
  readonly version: string;
  readonly folder: string;
  /** `20240212` */
  readonly installed: string;
  /** In KB. */
  readonly size: number;
}

export const PRODUCTS: readonly ProductRow[] = [
  {
    code: '{4F0D1A52-7C1B-4E0A-9B1D-6A2E5C3F8D10}',
    name: 'Fabrikam Remote Agent',
    vendor: 'Fabrikam',
    version: '3.2.1',
    folder: 'C:\\Program Files\\Fabrikam\\',
    installed: '20240212',
    size: 18_432,
  },
  {
    code: '{8B6E2C74-1D90-4F35-A7C2-0E5B9D1F3A21}',
    name: 'Fabrikam Backup',
    vendor: 'Fabrikam',
    version: '11.0.2317',
    folder: 'C:\\Program Files\\Fabrikam\\',
    installed: '20240305',
    size: 96_210,
  },
  {
    code: '{C2A7F3D8-5B14-4C6E-8F09-7D1E2B4A6C33}',
    name: 'Contoso Report Viewer',
    vendor: 'Contoso',
    version: '1.8.0',
    folder: 'C:\\Program Files\\Contoso\\Report Viewer\\',
    installed: '20240617',
    size: 41_876,
  },
  {
    code: '{E9D40B16-3A72-4D8C-B5E1-2F6C8A0D7B44}',
    name: 'Visual C++ 2022 X64 Minimum Runtime',
    vendor: 'Microsoft Corporation',
    version: '14.38.33135',
    folder: '',
    installed: '20240212',
    size: 2176,
  },
];
