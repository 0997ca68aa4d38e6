import { rangesBeside, type ServicePort, tcp, udp } from 'postern/network';
import { defineRule } from 'postern/rule';
import {
  type ClosedPorts,
  closedToInternet,
  ONE_A_GROUP,
  OPEN_PORT_READS,
  portsOf,
} from './_open-to-internet.ts';

/** Where web servers listen that are not for everybody yet. */
const WEB_SERVERS: readonly ServicePort[] = [
  tcp('development server', 3000),
  tcp('development server', 5000),
  tcp('alternative HTTP port', 8080),
  tcp('alternative HTTP port', 8888),
];

/**
 * Ports that are for the inside of a network: those of Security Hub's EC2.19 and more of the same kinds.
 * Administration ports have a rule of their own.
 * https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-19
 */
export const HIGH_RISK_PORTS: readonly ServicePort[] = [
  // Databases
  tcp('SQL Server', 1433, 1434),
  udp('SQL Server Browser', 1434),
  tcp('Oracle Database', 1521),
  tcp('Oracle Database', 2483, 2484),
  tcp('MySQL', 3306),
  tcp('ahsp', 4333),
  tcp('PostgreSQL', 5432),
  tcp('Amazon Redshift', 5439),
  tcp('CouchDB', 5984),
  tcp('Cassandra', 7000, 7001),
  tcp('Cassandra', 7199),
  tcp('Cassandra', 9042),
  tcp('Cassandra', 9160),
  tcp('Neo4j', 7473, 7474),
  tcp('Neo4j', 7687),
  tcp('InfluxDB', 8086),
  tcp('ClickHouse', 8123),
  tcp('MongoDB', 27017, 27019),
  tcp('Db2', 50000),
  tcp('etcd', 2379, 2380),
  // Caches
  tcp('Redis', 6379, 6380),
  tcp('Memcached', 11211),
  udp('Memcached', 11211),
  // Search
  tcp('OpenSearch Dashboards', 5601),
  tcp('Solr', 8983),
  tcp('OpenSearch', 9200),
  tcp('OpenSearch', 9300),
  // File sharing and file transfer
  tcp('FTP', 20, 21),
  udp('TFTP', 69),
  tcp('NetBIOS', 137, 139),
  udp('NetBIOS', 137, 139),
  tcp('SMB', 445),
  tcp('AFP', 548),
  tcp('rsync', 873),
  tcp('NFS', 2049),
  udp('NFS', 2049),
  // Directories
  tcp('Kerberos', 88),
  udp('Kerberos', 88),
  tcp('LDAP', 389),
  udp('LDAP', 389),
  tcp('Kerberos passwords', 464),
  udp('Kerberos passwords', 464),
  tcp('LDAPS', 636),
  tcp('Kerberos administration', 749, 750),
  tcp('LDAP global catalog', 3268, 3269),
  // Messaging
  tcp('SMTP', 25),
  tcp('POP3', 110),
  tcp('IMAP', 143),
  tcp('ZooKeeper', 2181),
  tcp('RabbitMQ', 4369),
  tcp('RabbitMQ', 5672),
  tcp('RabbitMQ', 15672),
  tcp('Kafka', 9092, 9098),
  tcp('ActiveMQ', 8161),
  tcp('ActiveMQ', 61616),
  // Remote desktops, shells and calls
  tcp('Telnet', 23),
  tcp('portmapper', 111),
  udp('portmapper', 111),
  tcp('Windows RPC', 135),
  tcp('rexec, rlogin and rsh', 512, 514),
  tcp('VNC', 5500),
  tcp('VNC', 5800, 5803),
  tcp('VNC', 5900, 5903),
  tcp('X11', 6000, 6003),
  tcp('Docker', 2375, 2376),
  tcp('kubelet', 10250),
  // Web servers of developers, and web consoles
  ...WEB_SERVERS,
  tcp('alternative HTTP port', 8088),
];

const webServersAlone: ClosedPorts['special'] = (open) =>
  rangesBeside(open, WEB_SERVERS).length > 0
    ? undefined
    : {
        sentence:
          'What listens there is mostly a web server that somebody is still building, or a console: often without a password, and seldom kept up to date.',
        severity: { score: 6, reason: 'nothing but ports of web servers is open' },
      };

export default defineRule({
  title: 'Security group opens a high-risk port to the internet',
  type: 'Policy:EC2/HighRiskPortOpenToInternet',
  severity: 8.5,
  scope: 'region',
  reads: OPEN_PORT_READS,
  why: 'Databases, caches, file shares and the like are made for trusted networks: many ask for no password, and what they hold is what thieves come for.',
  remediation: {
    text: 'Allow the security groups or addresses of the clients only. The command takes away each rule named in the evidence whole, with all other ports that it opens: add narrower rules for those that you need first.',
    url: 'https://docs.aws.amazon.com/vpc/latest/userguide/working-with-security-group-rules.html',
  },
  gather: ONE_A_GROUP,
  check: ({ groups, carried }, { region }) =>
    closedToInternet(groups, carried, region, portsOf(HIGH_RISK_PORTS, webServersAlone)),
});
