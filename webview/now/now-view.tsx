import { injectFault } from '../faults/inject-dialog.tsx';
import { startTraffic } from '../traffic/start-dialog.tsx';
import { Button } from '../ui/button.tsx';
import { FaultsNow } from './faults-now.tsx';
import { PartsNow } from './parts-now.tsx';
import { NodesNow } from './nodes-now.tsx';
import { RunsNow } from './runs-now.tsx';
import { ServicesNow } from './services-now.tsx';

/** What is going on at this moment, and the two things that a person does most. */
export function NowView() {
  return (
    <>
      <div class="view-head">
        <div>
          <h1>Now</h1>
          <p class="lead">Put load on the system, break something, and see what happens.</p>
        </div>
        <div class="actions">
          <Button kind="primary" onPress={() => startTraffic()}>
            Start traffic
          </Button>
          <Button kind="danger" onPress={() => injectFault()}>
            Inject fault
          </Button>
        </div>
      </div>
      <PartsNow />
      <ServicesNow />
      <div class="columns">
        <RunsNow />
        <FaultsNow />
      </div>
      <NodesNow />
    </>
  );
}
