import type { Metadata } from 'next';
import { AdminScreen } from '#components/admin-screen';

export const metadata: Metadata = { title: 'Administration' };

export default function Page() {
  return <AdminScreen />;
}
