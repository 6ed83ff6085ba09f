import type { Words } from './words.ts';

interface WalkthroughStep {
  id: string;
  title: Words;
  description: Words;
  /** What ticks the step off. */
  completionEvents: readonly string[];
}

export const walkthroughId = 'dsp.firstSteps';
export const walkthroughTitle: Words = {
  en: 'Break a Distributed System',
  ru: 'Сломайте распределённую систему',
};
export const walkthroughDescription: Words = {
  en: 'From nothing to a fault that you can see: five steps, ten minutes.',
  ru: 'От нуля до сбоя, который видно: пять шагов, десять минут.',
};

/** The first steps, each with its picture in `media/walkthrough/<id>.svg`. */
export const walkthroughSteps: readonly WalkthroughStep[] = [
  {
    id: 'start',
    title: { en: 'Start the platform', ru: 'Запустите платформу' },
    description: {
      en: 'Containers of a demonstration in three languages, a load generator, and real telemetry start on your machine. The first start fetches images and takes some minutes.\n[Start Platform](command:dsp.startPlatform)\nDocker is needed; [check this machine](command:dsp.runDoctor) tells what is missing.',
      ru: 'На вашей машине запустятся контейнеры демонстрации на трёх языках, генератор нагрузки и настоящая телеметрия. Первый запуск загружает образы и длится несколько минут.\n[Запустить платформу](command:dsp.startPlatform)\nНужен Docker; [проверка машины](command:dsp.runDoctor) скажет, чего не хватает.',
    },
    completionEvents: ['onContext:dsp.state == connected', 'onCommand:dsp.startPlatform'],
  },
  {
    id: 'traffic',
    title: { en: 'Put load on it', ru: 'Подайте нагрузку' },
    description: {
      en: 'Choose a shape (constant, ramp, spikes, stochastic, batch), see its plan drawn, and start it. k6 sends the requests.\n[Start Traffic](command:dsp.startTraffic)',
      ru: 'Выберите форму (постоянная, рост и спад, всплески, случайная, пакеты), посмотрите её план и запустите. Запросы отправляет k6.\n[Запустить трафик](command:dsp.startTraffic)',
    },
    completionEvents: ['onCommand:dsp.startTraffic'],
  },
  {
    id: 'watch',
    title: { en: 'Watch it live', ru: 'Смотрите вживую' },
    description: {
      en: 'Rates, errors and latencies of each service each second, the map of calls, traces and logs.\n[Open Live Page](command:dsp.openLivePage)',
      ru: 'Частота, ошибки и задержки каждого сервиса каждую секунду, карта вызовов, трассы и журналы.\n[Открыть живую страницу](command:dsp.openLivePage)',
    },
    completionEvents: ['onCommand:dsp.openLivePage'],
  },
  {
    id: 'break',
    title: { en: 'Break something', ru: 'Сломайте что-нибудь' },
    description: {
      en: 'Add latency to a node, lose packets on one link, pause or kill a node. Every fault ends by itself, and is drawn on every chart.\n[Inject Fault](command:dsp.injectFault)',
      ru: 'Добавьте узлу задержку, теряйте пакеты на одной связи, приостановите или убейте узел. Каждый сбой прекращается сам и виден на каждом графике.\n[Внести сбой](command:dsp.injectFault)',
    },
    completionEvents: ['onCommand:dsp.injectFault', 'onCommand:dsp.injectLatency'],
  },
  {
    id: 'heal',
    title: { en: 'Heal it', ru: 'Восстановите систему' },
    description: {
      en: 'One click ends every fault and verifies that nothing of it is left. While anything is broken, the status bar has the same button.\n[Heal Everything](command:dsp.healEverything)\nNext: [join the services of your own Compose project](command:dsp.joinProject).',
      ru: 'Одно нажатие прекращает все сбои и проверяет, что от них ничего не осталось. Пока что-то сломано, та же кнопка есть в строке состояния.\n[Прекратить все сбои](command:dsp.healEverything)\nДальше: [подключите сервисы своего проекта Compose](command:dsp.joinProject).',
    },
    completionEvents: ['onCommand:dsp.healEverything'],
  },
];
