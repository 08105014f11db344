import { adviseOnReports } from '../cards/advise.ts';
import { defineService } from '../cds-hooks/define-service.ts';
import { chartTemplates, keysFor } from '../chart/chart-keys.ts';
import { gatherLumbarChart } from '../chart/lumbar-chart.ts';
import { withReportTexts } from '../chart/report-texts.ts';
import { refuseWhenBusy, requireLists } from '../chart/required.ts';
import { codingsMet } from '../facts/reading/fields/codings-met.ts';
import { meaningsAt } from '../facts/reading/meanings.ts';
import { LumbarPicture } from '../facts/lumbar-picture.ts';
import { medicinesBearOnReports } from '../facts/reading/medicines-beside-reports.ts';
import { textsElsewhere } from '../facts/imaging/report-texts.ts';
import { forAudience } from './audience.ts';
import { collectOutcomes, explained, noCardAfterDeath } from './explain.ts';
import { shownBefore } from './shown-before.ts';
import { isAboutReports, type Knowledge } from './knowledge.ts';
import { usageRequirements } from './usage-requirements.ts';

const keys = keysFor('reports');

/** Advice on recent lumbar MRI reports when a chart is opened. */
export const lumbarMriPatientView = ({
  cards,
  terminology,
  lexicon,
  site,
  publicUrl,
  sharedWords,
  observe,
}: Knowledge) =>
  defineService({
    id: 'lumbar-mri-patient-view',
    hook: 'patient-view',
    title: 'Lumbar spine MRI reports',
    description:
      'Looks at lumbar MRI reports of the last weeks beside lumbar surgery and conditions, and says what the evidence makes of a finding.',
    usageRequirements,
    prefetch: chartTemplates('reports', terminology),

    async handler(call) {
      const { context, source, now } = call;
      // Cards speak to clinicians: a patient or a proxy who opens the chart gets none.
      if (!/^Practitioner(Role)?\//.test(context.userId)) return { cards: [] };
      const running = cards.filter(isAboutReports);
      if (running.length === 0) return { cards: [] };
      const meanings = meaningsAt(now, site.timeZone, { terminology, lexicon });
      const collected = collectOutcomes(observe, call.source.trace);
      const addressed = forAudience(running, source, context.userId);
      // Medicines are used where they were sent, and asked for only where they bear on a card.
      const sent = keys.filter(
        (key) => key !== 'medications' || source.prefetch[key] !== undefined,
      );
      const first = await gatherLumbarChart(source, sent);
      refuseWhenBusy(first, 'reports');
      const lists =
        sent.length < keys.length && medicinesBearOnReports(first, terminology)
          ? { ...first, ...(await gatherLumbarChart(source, ['medications'])) }
          : first;
      const chart = await withReportTexts(
        source,
        lists,
        textsElsewhere(lists, now, meanings, site.timeZone),
      );
      source.trace.codings = codingsMet(chart, undefined, terminology);
      const picture = new LumbarPicture(chart, now, meanings, site);
      if (picture.patientHasDied) {
        return explained(
          noCardAfterDeath(running, collected.observe),
          call,
          collected.outcomes,
          running,
        );
      }
      const response = adviseOnReports(
        await addressed,
        picture,
        {
          publicUrl,
          patientId: context.patientId,
          drafts: [],
          orderCodes: site.orderCodes,
          contacts: site.contacts,
          features: call.features,
          sharedWords,
          repeats: await shownBefore(call, site.repeat, []),
          silentTrial: site.silentTrial,
        },
        collected.observe,
      );
      if (response.cards.length === 0) requireLists(chart, 'reports');
      return explained(response, call, collected.outcomes, running);
    },
  });
