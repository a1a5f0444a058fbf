namespace :ci do
  namespace :ember_stat do
    desc 'Start a controller, run the tests, stop it'
    task :run do
      controller = spawn('ember-controller --simulate --port 4080')
      begin
        sh 'nosetests -A "requires == \'ember_stat\'" ember_stat'
      ensure
        Process.kill('TERM', controller)
      end
    end
  end
end
